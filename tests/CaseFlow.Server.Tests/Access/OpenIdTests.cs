using System.Net;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Access;

/// <summary>A server that believes an identity provider, which the test plays.</summary>
public sealed class OpenIdServer(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The provider.</summary>
    public Issuer Issuer { get; } = new();

    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Issuer.StartAsync();
        Server = await ServerUnderTest.StartAsync(postgres, provider: new(Issuer.Address, Issuer.Audience)
        {
            RoleNames = new Dictionary<string, Role> { ["crm-desk"] = Role.DeskAgent },
            KeysAtMostEvery = TimeSpan.FromSeconds(1),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>Tokens of the operator's identity provider.</summary>
public sealed class OpenIdTests(OpenIdServer shared) : IClassFixture<OpenIdServer>
{
    private const string Question = "/api/complaints?region=cn-js";

    private readonly Issuer issuer = shared.Issuer;
    private readonly ServerUnderTest server = shared.Server;

    [Fact]
    public async Task A_good_token_opens_what_its_roles_may()
    {
        using var caller = server.With(issuer.Token());
        (await Reply.ReadAsync(await caller.GetAsync(Question))).MustBe(200);
        var me = (await Reply.ReadAsync(await caller.GetAsync("/api/me"))).MustBe(200).Body;
        Assert.Equal(("li.na", "cn-js"), (me.GetProperty("name").GetString(), me.GetProperty("territory").GetString()));
        Assert.Equal("outside-territory", (await Reply.ReadAsync(await caller.GetAsync("/api/complaints?region=all"))).MustBe(403).Code);
        Assert.Equal("forbidden", (await Reply.ReadAsync(await caller.GetAsync("/api/accounts?region=cn-js"))).MustBe(403).Code);
        caller.DefaultRequestHeaders.Add("X-CaseFlow-Actor", "somebody.else");
        Assert.Equal("may-not-speak-for-others", (await Reply.ReadAsync(await caller.GetAsync(Question))).MustBe(403).Code);
    }

    public static TheoryData<string, Func<Issuer, string>> Bad => new()
    {
        { "another audience", issuer => issuer.Token(audience: "another-program") },
        { "another issuer", issuer => issuer.Token(from: "https://elsewhere.example/") },
        { "expired", issuer => issuer.Token(expires: DateTimeOffset.UtcNow.AddMinutes(-5)) },
        { "not valid yet", issuer => issuer.Token(from: null, notBefore: DateTimeOffset.UtcNow.AddMinutes(10), expires: DateTimeOffset.UtcNow.AddMinutes(20)) },
        { "unsigned", issuer => issuer.WithoutSignature() },
        { "signed with the public key as a secret", issuer => issuer.SignedWithPublicKey() },
        { "signed by somebody else", issuer => new Issuer { Address = issuer.Address }.Token() },
        { "changed", issuer => issuer.Token()[..^4] + "AAAA" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Bad))]
    public async Task A_bad_token_opens_nothing(string what, Func<Issuer, string> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        using var caller = server.With(make(issuer));
        using var answer = await caller.GetAsync(Question);
        Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{what}: {answer.StatusCode}");
    }

    [Fact]
    public async Task A_new_key_is_fetched_and_an_old_one_forgotten()
    {
        using var before = server.With(issuer.Token());
        (await Reply.ReadAsync(await before.GetAsync(Question))).MustBe(200);
        issuer.Rotate();
        using var after = server.With(issuer.Token());
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        var status = HttpStatusCode.Unauthorized;
        for (var attempt = 0; attempt < 10 && status != HttpStatusCode.OK; attempt++)
        {
            status = (await after.GetAsync(Question)).StatusCode;
            if (status != HttpStatusCode.OK) await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync(Question)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_role_and_a_missing_territory_open_nothing()
    {
        foreach (var token in (string[])[issuer.Token(roles: ["emperor"]), issuer.Token(roles: ["1"]), issuer.Token(territory: null), issuer.Token(territory: "cn js"), issuer.Token(roles: ["SpecialistDepartment"])])
        {
            using var caller = server.With(token);
            Assert.Equal("forbidden", (await Reply.ReadAsync(await caller.GetAsync(Question))).MustBe(403).Code);
        }
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("http://issuer.example/", "caseflow", "https")]
    [InlineData("https://issuer.example/", "", "CASEFLOW_OIDC_AUDIENCE")]
    public void A_provider_that_makes_no_sense_is_refused_at_start(string authority, string audience, string? says)
    {
        var variables = new Dictionary<string, string?> { ["CASEFLOW_OIDC_AUTHORITY"] = authority, ["CASEFLOW_OIDC_AUDIENCE"] = audience };
        if (says is null) Assert.Null(OpenIdConnect.From(variables.GetValueOrDefault));
        else Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => OpenIdConnect.From(variables.GetValueOrDefault)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_of_the_provider_is_mapped_to_one_of_ours()
    {
        var variables = new Dictionary<string, string?>
        {
            ["CASEFLOW_OIDC_AUTHORITY"] = "https://issuer.example/",
            ["CASEFLOW_OIDC_AUDIENCE"] = "caseflow",
            ["CASEFLOW_OIDC_ROLE_NAMES"] = "crm-desk=DeskAgent; qa=QualityAuditor",
        };
        Assert.Equal(Role.QualityAuditor, OpenIdConnect.From(variables.GetValueOrDefault)!.RoleNames["qa"]);
        variables["CASEFLOW_OIDC_ROLE_NAMES"] = "qa=Emperor";
        Assert.Contains("qa=Emperor", Assert.Throws<InvalidOperationException>(() => OpenIdConnect.From(variables.GetValueOrDefault)).Message, StringComparison.Ordinal);
    }
}
