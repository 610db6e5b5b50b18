namespace CaseFlow.Access;

public sealed class GivingMachinesTokens
{
    private static readonly TokenIssued Hotline = new()
    {
        Token = new(new Guid("0000000f-0000-0000-0000-000000000009")),
        Name = "hotline",
        Roles = [Role.DeskAgent],
        Territory = "cn-js",
        ExpiresAt = Cast.Monday.AddDays(90),
        SpeaksForOthers = true,
    };

    private static IssueToken Issue(TokenIssued token, string within = "cn-js") => new(token, Cast.Monday, within);

    [Fact]
    public void A_machine_is_given_a_token() => A.Token.Given().When(TokenDecisions.Issue, Issue(Hotline)).Then(Hotline);

    [Fact]
    public void A_token_is_given_once() => A.Token.Given(Hotline).When(TokenDecisions.Issue, Issue(Hotline)).ThenNothing();

    [Fact]
    public void Nobody_gives_a_token_beyond_their_territory() => A.Token.Given().When(TokenDecisions.Issue, Issue(Hotline, "cn-js.nanjing")).ThenRefused(TokenRefusals.BeyondTerritory);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(367)]
    public void A_token_is_good_for_a_year_at_most(int days) =>
        A.Token.Given().When(TokenDecisions.Issue, Issue(Hotline with { ExpiresAt = Cast.Monday.AddDays(days) })).ThenRefused(TokenRefusals.LifeOutOfRange);

    [Fact]
    public void A_department_is_of_specialists_alone() =>
        A.Token.Given().When(TokenDecisions.Issue, Issue(Hotline with { Department = "network" })).ThenRefused(TokenRefusals.DepartmentMismatch);

    [Fact]
    public void A_token_is_revoked() => A.Token.Given(Hotline).When(TokenDecisions.Revoke, new RevokeToken("cn-js")).Then(new TokenRevoked());

    [Fact]
    public void A_revoked_token_is_not_revoked_again() => A.Token.Given(Hotline, new TokenRevoked()).When(TokenDecisions.Revoke, new RevokeToken("cn-js")).ThenNothing();

    [Fact]
    public void What_is_no_token_is_not_revoked() => A.Token.Given().When(TokenDecisions.Revoke, new RevokeToken("cn-js")).ThenRefused(TokenRefusals.Unknown);
}
