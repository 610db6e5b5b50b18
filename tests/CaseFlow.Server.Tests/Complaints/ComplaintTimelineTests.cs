using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;

namespace CaseFlow.Server.Tests.Complaints;

public sealed class ComplaintTimelineTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder desk = new(shared.Server);

    private CustomerId Traveller => desk.Customer(7);

    [Fact]
    public async Task The_roaming_complaint_is_five_contacts_one_case_and_one_escalation_each_as_exact_as_it_is_known()
    {
        await ContactAsync(1, "2011-06-27T00:00:00+08:00", OccurrencePrecision.Day, "web", ContactOutcome.SelfService, "Nanjing");
        await ContactAsync(2, "2011-06-28T22:11:54+08:00", OccurrencePrecision.Second, "hotline", ContactOutcome.IvrLocked, "Hong Kong", new IvrLock(3, 1, Recorder.At("2011-06-29T22:11:54+08:00")));
        await ContactAsync(3, "2011-06-30T01:00:00+08:00", OccurrencePrecision.Hour, "hotline", ContactOutcome.AllAgentsBusy, "Hong Kong");
        await desk.RegisterAsync(1, "2011-06-30T13:17:00+08:00", customer: Traveller);
        await ContactAsync(4, "2011-06-30T13:17:00+08:00", OccurrencePrecision.Minute, "hotline", ContactOutcome.Answered, "Hong Kong");
        await ContactAsync(5, "2011-07-07T00:00:00+08:00", OccurrencePrecision.Day, "hall", ContactOutcome.Answered, "Nanjing");
        foreach (var n in new[] { 5, 3, 1, 2, 4 })
            await desk.RecordAsync("contact", desk.Contact(n), "2011-07-07T10:00:00+08:00", new ContactLinked(desk.Case(1)));
        await desk.OnCaseAsync(1, "2011-07-07T09:00:00+08:00", new ComplaintEscalated(EscalationLevel.Province, EscalationOrigin.Customer, await desk.SealAsync(Traveller, "Ten days without an answer")));

        var entries = await EntriesAsync(1);

        var contacts = entries.Where(entry => (string?)entry["type"] == "contact_recorded").ToList();
        Assert.Equal(["Nanjing", "Hong Kong", "Hong Kong", "Hong Kong", "Nanjing"], contacts.Select(contact => (string)contact["fields"]!["place"]!));
        Assert.Equal(["Day", "Second", "Hour", "Minute", "Day"], contacts.Select(contact => (string)contact["precision"]!));
        Assert.Equal(["SelfService", "IvrLocked", "AllAgentsBusy", "Answered", "Answered"], contacts.Select(contact => (string)contact["fields"]!["outcome"]!));
        Assert.Equal(Recorder.At("2011-06-29T22:11:54+08:00"), (DateTimeOffset)contacts[1]["fields"]!["lock"]!["endsAt"]!);
        Assert.Equal("Ten days without an answer", (string?)Assert.Single(entries, entry => (string?)entry["type"] == "complaint_escalated")["fields"]!["reason"]);
        Assert.Equal(entries.Select(entry => (DateTimeOffset)entry["occurredAt"]!).Order(), entries.Select(entry => (DateTimeOffset)entry["occurredAt"]!));
        Assert.All(entries, entry => Assert.Equal("li.na", (string?)entry["actor"]));

        var view = await desk.AskAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}.nanjing");
        Assert.Equal(5, (int)view["case"]!["contacts"]!);
        Assert.Equal("Province", (string?)view["case"]!["level"]);
        Assert.Equal(1, (long)(await desk.AskAsync($"/api/complaints?region={desk.Province}"))["total"]!);
        Assert.Equal(5, (int)(await desk.AskAsync($"/api/complaints?region={desk.Province}"))["items"]![0]!["contacts"]!);

        var average = (await desk.AskAsync($"/api/kpis/contacts-per-case?region={desk.Province}&from=2011-06&to=2011-06&by=topic"))["rows"]!.AsArray().Single()!;
        Assert.Equal((5, 2, 1, "5"), ((int)average["numerator"]!, (int)average["failed"]!, (int)average["denominator"]!, average["average"]!.ToString()));
    }

    [Fact]
    public async Task An_unlinked_contact_leaves_its_link_behind_and_not_what_was_said()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Traveller);
        await ContactAsync(1, "2026-03-01T09:00:00Z", OccurrencePrecision.Second, "hotline", ContactOutcome.Answered, "Nanjing");
        await desk.RecordAsync("contact", desk.Contact(1), "2026-03-01T10:00:00Z", new ContactLinked(desk.Case(1)));
        await desk.RecordAsync("contact", desk.Contact(1), "2026-03-01T11:00:00Z", new ContactUnlinked(desk.Case(1), await desk.SealAsync(Traveller, "Other matter")));

        var types = (await EntriesAsync(1)).Select(entry => (string)entry["type"]!);

        Assert.Equal(["complaint_registered", "contact_linked", "contact_unlinked"], types);
        Assert.Equal(0, (int)(await desk.AskAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}"))["case"]!["contacts"]!);
        Assert.Equal("0", (await desk.AskAsync($"/api/kpis/contacts-per-case?region={desk.Province}&from=2026-03&to=2026-03"))["total"]!["average"]!.ToString());
    }

    [Fact]
    public async Task Callbacks_merged_cases_and_repeats_stand_in_the_history_of_the_case_that_they_concern()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Traveller);
        await desk.RegisterAsync(2, "2026-03-02T08:00:00Z", customer: Traveller);
        await desk.RegisterAsync(3, "2026-03-03T08:00:00Z", e => e with { Region = new(desk.Province, "suzhou") }, Traveller);
        await desk.OnCaseAsync(2, "2026-03-04T08:00:00Z", new ComplaintMerged(desk.Case(1), await desk.SealAsync(Traveller, "Same matter")));
        await desk.OnCaseAsync(3, "2026-03-05T08:00:00Z", new RepeatLinkProposed(desk.Case(1), new(1, 30, 2, 2)), new RepeatLinkAccepted(desk.Case(1)));
        await CallbackAsync(1, episode: 1, "2026-03-06T08:00:00Z", CallbackResult.Satisfied);

        var entries = await EntriesAsync(1);
        Assert.Equal(
            ["Case complaint_registered", "Merged complaint_merged", "Repeat repeat_link_proposed", "Repeat repeat_link_accepted", "Callback callback_scheduled", "Callback callback_completed"],
            entries.Select(entry => $"{entry["thread"]} {entry["type"]}"));
        Assert.Equal("Same matter", (string?)entries[1]["fields"]!["reason"]);

        var view = await desk.AskAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}");
        Assert.Equal(desk.Id(2), (Guid)view["merged"]!.AsArray().Single()!);
        Assert.Equal("Accepted", (string?)view["repeatedBy"]!.AsArray().Single()!["state"]);
        Assert.Equal("Satisfied", (string?)view["callbacks"]!.AsArray().Single()!["result"]);
        Assert.Equal(desk.Id(1), (Guid)(await desk.AskAsync($"/api/complaints/{desk.Id(3)}?region={desk.Province}"))["repeats"]!.AsArray().Single()!["id"]!);

        var fromNanjing = await EntriesAsync(1, $"{desk.Province}.nanjing");
        Assert.NotNull(fromNanjing[1]["fields"]);
        Assert.DoesNotContain(fromNanjing, entry => (string?)entry["thread"] == "Repeat");
        var inSuzhou = $"{desk.Province}.suzhou";
        Assert.Null((await EntriesAsync(3, inSuzhou))[1]["fields"]);
        Assert.Empty((await desk.AskAsync($"/api/complaints/{desk.Id(3)}?region={inSuzhou}"))["repeats"]!.AsArray());
    }

    [Fact]
    public async Task Peak_trough_end_and_the_steps_of_the_blueprint_follow_from_the_facts()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", e => e with { Channel = new("hall", 1) }, Traveller);
        await desk.OnCaseAsync(1, "2026-03-01T08:10:00Z", new StageCarriedOut(BlueprintStage.Arrive, null), new ComplaintVerified(new(Validity.Valid, Liability.NotLiable), null));
        await desk.OnCaseAsync(1, "2026-03-01T08:05:00Z", new ComplaintClarified(new("s1.x")));
        await desk.OnCaseAsync(1, "2026-03-02T08:00:00Z", new CareGiven(new("visit", 1), null));
        await desk.OnCaseAsync(1, "2026-03-03T08:00:00Z", new KeyMomentScored(BlueprintStage.Verify, 4.55m), new KeyMomentScored(BlueprintStage.Negotiate, 3.85m), new KeyMomentScored(BlueprintStage.GiveCare, 4.87m));
        await CallbackAsync(1, episode: 1, "2026-03-04T08:00:00Z", CallbackResult.Unreachable);

        var blueprint = (await desk.AskAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}", role: CaseFlow.Access.Role.DataProtectionOfficer))["blueprint"]!;

        Assert.Equal("Hall", (string?)blueprint["channel"]);
        Assert.Equal(9, blueprint["stages"]!.AsArray().Count);
        Assert.Equal(["Arrive", "Verify", "Feedback", "GiveCare"], blueprint["stages"]!.AsArray().Where(stage => stage!["doneAt"] is not null).Select(stage => (string)stage!["stage"]!));
        Assert.Equal("Feedback", (string?)blueprint["stages"]!.AsArray().Single(stage => (bool)stage!["outOfTurn"]!)!["stage"]);
        Assert.Equal(("4.55", "3.85", "4.87"), (blueprint["remembered"]!["peak"]!.ToString(), blueprint["remembered"]!["trough"]!.ToString(), blueprint["remembered"]!["end"]!.ToString()));
    }

    [Fact]
    public async Task Who_works_on_no_case_sees_masks_in_every_field_that_was_sealed()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", customer: Traveller);

        var response = await desk.GetAsync($"/api/complaints/{desk.Id(1)}/timeline?region={desk.Province}", role: CaseFlow.Access.Role.DataProtectionOfficer);
        var text = await response.Content.ReadAsStringAsync();
        var fields = JsonNode.Parse(text)!["data"]!["entries"]![0]!["fields"]!;

        Assert.Equal("•••", (string?)fields["summary"]);
        Assert.Equal(("张*", "****"), ((string?)fields["customer"]!["name"], (string?)fields["customer"]!["account"]));
        Assert.Equal($"139****{desk.Number[^4..]}", (string?)fields["customer"]!["serviceNumber"]);
        Assert.DoesNotContain("张伟", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s1.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_bears_the_streams_version_as_its_etag_and_a_foreign_case_is_not_found()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z");
        await desk.OnCaseAsync(1, "2026-03-01T09:00:00Z", new ComplaintAcknowledged(null));

        Assert.Equal("\"2\"", (await desk.GetAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}")).Headers.ETag!.Tag);
        Assert.Equal((404, "not-found"), Of(await desk.RefusedAsync($"/api/complaints/{desk.Id(1)}?region={desk.Province}.suzhou")));
        Assert.Equal((404, "not-found"), Of(await desk.RefusedAsync($"/api/complaints/{desk.Id(1)}/timeline?region=cn-zj")));
        Assert.Equal((404, "not-found"), Of(await desk.RefusedAsync($"/api/complaints/{desk.Id(99)}?region={desk.Province}")));

        static (int, string) Of((int Status, string Code, JsonNode) refused) => (refused.Status, refused.Code);
    }

    private async Task<List<JsonNode>> EntriesAsync(int n, string region = "all") =>
        [.. (await desk.AskAsync($"/api/complaints/{desk.Id(n)}/timeline?region={region}"))["entries"]!.AsArray().Select(entry => entry!)];

    private async Task ContactAsync(int n, string at, OccurrencePrecision precision, string channel, ContactOutcome outcome, string place, IvrLock? ivr = null) =>
        await desk.RecordAsync("contact", desk.Contact(n), Recorder.At(at), precision, new ContactRecorded
        {
            Contact = ContactId.From(desk.Contact(n)),
            Customer = await desk.SnapshotAsync(Traveller),
            Channel = new(channel, 1),
            Direction = ContactDirection.Inbound,
            Outcome = outcome,
            Region = new(desk.Province, "nanjing"),
            Place = await desk.SealAsync(Traveller, place),
            Lock = ivr,
        });

    private Task CallbackAsync(int n, int episode, string at, CallbackResult result)
    {
        var id = CallbackIds.Of(desk.Case(n), episode);
        var terms = new CallbackTerms { PolicyVersion = 1, Zone = "Asia/Shanghai", From = new(9, 0), Until = new(21, 0), FirstAfterMinutes = 60, RetryAfterMinutes = [], TakeWithinMinutes = 60 };
        return desk.RecordAsync(
            "callback",
            id.Value,
            at,
            new CallbackScheduled { Callback = id, Complaint = desk.Case(n), Episode = episode, Customer = Traveller, Region = new(desk.Province, "nanjing"), DueAt = Recorder.At(at), Terms = terms },
            new CallbackCompleted(result));
    }
}
