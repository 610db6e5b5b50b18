using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>Each refusal of a command on a case or a contact, reached the way a desk would reach it.</summary>
public sealed class RefusalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Nobody = "11111111-1111-4111-8111-111111111111";

    private static readonly object Valid = new { verdict = new { validity = "Valid", liability = "NotLiable" } };
    private static readonly object Resolution = new { resolution = "Done." };
    private static readonly object Reason = new { reason = "So it is." };

    private static readonly Dictionary<string, Func<Desk, Task<Reply>>> Cases = new()
    {
        ["not-registered"] = desk => desk.DoAsync(Nobody, "acknowledge"),
        ["already-resolved"] = desk => AfterAsync(desk, "acknowledge", null, ("resolve", Resolution)),
        ["already-closed"] = async desk =>
        {
            var id = await desk.CalledBackAsync(CallbackOutcome.Satisfied);
            await desk.DoAsync(id, "close");
            return await desk.DoAsync(id, "acknowledge");
        },
        ["withdrawn"] = desk => AfterAsync(desk, "acknowledge", null, ("withdraw", Reason)),
        ["merged-elsewhere"] = async desk =>
        {
            var (earlier, later) = await desk.TwoCasesAsync();
            await desk.DoAsync(later, "merge", new { into = earlier });
            return await desk.DoAsync(later, "acknowledge");
        },
        ["claimed-by-another"] = async desk =>
        {
            var id = await desk.CaseAsync();
            await desk.DoAsync(id, "claim", actor: "li.na");
            return await desk.DoAsync(id, "claim", actor: "wang.wei");
        },
        ["not-yours"] = desk => AfterAsync(desk, "release", null, ("assign", new { handler = "li.na" })),
        ["hand-over-pending"] = desk => AfterAsync(desk, "hand-over", Asked("marketing"), ("hand-over", Asked("network"))),
        ["not-asked-of-department"] = desk => AfterAsync(desk, "hand-over/accept", new { department = "network" }),
        ["another-answer-awaited"] = desk => AfterAsync(desk, "await", Awaited("ThirdParty"), ("await", Awaited("Customer"))),
        ["verdict-incoherent"] = desk => AfterAsync(desk, "verify", new { verdict = new { validity = "Invalid", liability = "Liable" } }),
        ["not-verified"] = desk => AfterAsync(desk, "clarify", new { explanation = "So it is." }),
        ["already-verified"] = desk => AfterAsync(desk, "verify", new { verdict = new { validity = "Invalid" } }, ("verify", Valid)),
        ["claim-unknown"] = desk => AfterAsync(desk, $"claims/{Nobody}/settle", new { outcome = "Dropped" }),
        ["claim-settled"] = desk => OnClaimAsync(desk, "assess", Assessed(satisfiable: true), ("settle", new { outcome = "Dropped" })),
        ["claim-not-assessed"] = desk => OnClaimAsync(desk, "settle", new { outcome = "Granted" }),
        ["claim-satisfiable"] = desk => OnClaimAsync(desk, "offer-alternative", new { alternative = "A voucher." }, ("assess", Assessed(satisfiable: true))),
        ["alternative-missing"] = desk => OnClaimAsync(desk, "settle", new { outcome = "AlternativeAccepted" }, ("assess", Assessed(satisfiable: false))),
        ["claim-not-satisfiable"] = desk => OnClaimAsync(desk, "settle", new { outcome = "Granted" }, ("assess", Assessed(satisfiable: false))),
        ["claims-unsettled"] = async desk =>
        {
            var id = await desk.CaseAsync();
            (await desk.DoAsync(id, "claims", new { rank = "Primary", demand = "Money back." })).MustBe(201);
            return await desk.DoAsync(id, "resolve", Resolution);
        },
        ["agreement-stands"] = desk => AfterAsync(desk, "reach-agreement", new { terms = "Two." }, ("reach-agreement", new { terms = "One." })),
        ["stage-has-own-fact"] = desk => AfterAsync(desk, "stages", new { stage = "Verify" }),
        ["definition-unknown"] = desk => AfterAsync(desk, "reply-wordings", new { wording = "no-such", version = 1 }),
        ["definition-withdrawn"] = async desk =>
        {
            await WordingAsync(desk, "gone", null);
            await desk.PostAsync("/api/definitions/reply-wordings/gone/withdraw", new { version = 1, reason = "Wrong." });
            return await AfterAsync(desk, "reply-wordings", new { wording = "gone", version = 1 });
        },
        ["definition-not-valid"] = async desk =>
        {
            await WordingAsync(desk, "old", "2020-01-02");
            return await AfterAsync(desk, "reply-wordings", new { wording = "old", version = 1 });
        },
        ["definition-of-other-cases"] = async desk =>
        {
            (await desk.PostAsync("/api/definitions/handling-models/bills", new { zh = "账单", en = "Bills", owner = "qian.yu", topics = new[] { "billing" }, validFrom = "2020-01-01", steps = new[] { "Ask." }, reason = "r" })).MustBe(200);
            return await AfterAsync(desk, "handling-models", new { model = "bills", version = 1 });
        },
        ["score-out-of-range"] = desk => AfterAsync(desk, "score", new { stage = "Verify", score = 4.555 }),
        ["not-higher"] = desk => AfterAsync(desk, "escalate", Up("Team"), ("escalate", Up("City"))),
        ["not-lower"] = desk => AfterAsync(desk, "deescalate", new { to = "Province", reason = "Why not." }),
        ["not-resolved"] = desk => AfterAsync(desk, "close", null),
        ["callback-outstanding"] = desk => AfterAsync(desk, "close", null, ("resolve", Resolution)),
        ["customer-dissatisfied"] = async desk => await desk.DoAsync(await desk.CalledBackAsync(CallbackOutcome.Dissatisfied), "close"),
        ["customer-not-reached"] = async desk => await desk.DoAsync(await desk.CalledBackAsync(CallbackOutcome.NoAnswer), "close"),
        ["not-ended"] = desk => AfterAsync(desk, "reopen", new { cause = "QualityReview", reason = "A look." }),
        ["self-link"] = async desk =>
        {
            var id = await desk.CaseAsync();
            return await desk.DoAsync(id, "merge", new { into = id });
        },
        ["case-of-another-customer"] = async desk => await desk.DoAsync(await desk.CaseAsync(), "merge", new { into = await desk.CaseAsync() }),
        ["link-not-proposed"] = desk => AfterAsync(desk, "repeat-links/accept", new { earlier = Nobody }),
        ["link-decided"] = async desk =>
        {
            var (earlier, later) = await desk.TwoCasesAsync();
            await desk.DoAsync(later, "repeat-links/propose", new { earlier });
            await desk.DoAsync(later, "repeat-links/accept", new { earlier });
            return await desk.DoAsync(later, "repeat-links/reject", new { earlier, reason = "No." });
        },
        ["target-not-registered"] = desk => AfterAsync(desk, "merge", new { into = Nobody }),
        ["target-merged"] = async desk =>
        {
            var registration = desk.Registration();
            var (first, second, third) = (await desk.CaseAsync(registration), await desk.CaseAsync(registration), await desk.CaseAsync(registration));
            await desk.DoAsync(second, "merge", new { into = first });
            return await desk.DoAsync(third, "merge", new { into = second });
        },
        ["target-ended"] = async desk =>
        {
            var (earlier, later) = await desk.TwoCasesAsync();
            await desk.DoAsync(earlier, "withdraw", Reason);
            return await desk.DoAsync(later, "merge", new { into = earlier });
        },
        ["not-merged"] = desk => AfterAsync(desk, "unmerge", Reason),
        ["contact-not-recorded"] = async desk => await desk.PostAsync($"/api/contacts/{Nobody}/link", new { complaint = await desk.CaseAsync() }),
        ["contact-of-another-customer"] = async desk => await desk.PostAsync($"/api/contacts/{await ContactAsync(desk)}/link", new { complaint = await desk.CaseAsync() }),
        ["contact-linked-elsewhere"] = async desk =>
        {
            var (earlier, later) = await desk.TwoCasesAsync();
            var contact = await ContactAsync(desk, earlier);
            return await desk.PostAsync($"/api/contacts/{contact}/link", new { complaint = later });
        },
    };

    public static TheoryData<string> Codes => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Is_refused_with_its_code(string code)
    {
        var reply = await Cases[code](shared.Desk);
        Assert.Equal(code, reply.Code);
        Assert.Equal(code is "not-registered" or "contact-not-recorded" or "claim-unknown" ? 404 : 409, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentType);
        Assert.Equal(32, reply.Body.GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public void Every_refusal_of_cases_and_contacts_is_reached() => Assert.Equal(
        new[] { typeof(ComplaintRefusals), typeof(ContactRefusals) }
            .SelectMany(type => type.GetFields()).Select(field => field.GetValue(null)).OfType<Refusal>().Select(refusal => refusal.Code).Distinct().Order(StringComparer.Ordinal),
        Cases.Keys.Order(StringComparer.Ordinal));

    private static object Asked(string department) => new { department, reason = "Theirs." };

    private static object Awaited(string awaiting) => new { awaiting, reason = "Nothing goes on without it." };

    private static object Up(string to) => new { to, origin = "Customer", reason = "Louder." };

    private static object Assessed(bool satisfiable) => new { reasonableness = "Reasonable", @class = "reasonable.refund", rank = "Primary", satisfiable };

    private static async Task<Reply> AfterAsync(Desk desk, string verb, object? body, params (string Verb, object Body)[] before) =>
        await desk.DoAsync(await desk.CaseAsync(null, before), verb, body);

    private static async Task<Reply> OnClaimAsync(Desk desk, string verb, object body, params (string Verb, object Body)[] before)
    {
        var id = await desk.CaseAsync();
        var claim = (await desk.DoAsync(id, "claims", new { rank = "Primary", demand = "Money back." })).MustBe(201).Created;
        foreach (var (earlier, what) in before)
            (await desk.DoAsync(id, $"claims/{claim}/{earlier}", what)).MustBe(200);
        return await desk.DoAsync(id, $"claims/{claim}/{verb}", body);
    }

    private static async Task<string> ContactAsync(Desk desk, string? complaint = null) => (await desk.PostAsync("/api/contacts", new
    {
        customer = complaint is null ? desk.Registration()["customer"] : null,
        channel = "hotline",
        direction = "Inbound",
        outcome = "Answered",
        region = new { province = "cn-js" },
        complaint,
    })).MustBe(201).Created;

    private static async Task WordingAsync(Desk desk, string name, string? until) =>
        (await desk.PostAsync($"/api/definitions/reply-wordings/{name}", new { zh = "口径", en = "Wording", words = "At six.", validFrom = "2020-01-01", validUntil = until, approvedBy = "qian.yu", reason = "r" })).MustBe(200);
}
