namespace CaseFlow.Access;

public sealed class KeepingAnAccount
{
    private const string Jiangsu = "cn-js";
    private const string Nanjing = "cn-js.nanjing";

    private static readonly AccountId Id = new(new Guid("0000000f-0000-0000-0000-000000000001"));
    private static readonly PasswordId First = new(new Guid("0000000f-0000-0000-0000-000000000002"));
    private static readonly PasswordId Second = new(new Guid("0000000f-0000-0000-0000-000000000003"));
    private static readonly AccountCreated Created = new(Id, "li.na", "Li Na", Nanjing);
    private static readonly Grant Agent = new(Role.DeskAgent, Nanjing);
    private static readonly Grant Everywhere = new(Role.Administrator, Territories.All);
    private static readonly Grant Network = new(Role.SpecialistDepartment, Nanjing, "network");

    private static CreateAccount Create(string displayName = "Li Na", string within = Territories.All) => new(Id, "li.na", displayName, Nanjing, within);

    [Fact]
    public void Somebody_is_given_an_account() => A.Account.Given().When(AccountDecisions.Create, Create()).Then(Created);

    [Fact]
    public void The_same_account_twice_is_one() => A.Account.Given(Created).When(AccountDecisions.Create, Create()).ThenNothing();

    [Fact]
    public void A_user_name_is_one_persons() => A.Account.Given(Created).When(AccountDecisions.Create, Create("Li Nan")).ThenRefused(AccountRefusals.UserNameTaken);

    [Fact]
    public void Nobody_gives_an_account_beyond_their_territory() =>
        A.Account.Given().When(AccountDecisions.Create, Create(within: "cn-zj")).ThenRefused(AccountRefusals.BeyondTerritory);

    [Fact]
    public void A_role_is_given() => A.Account.Given(Created).When(AccountDecisions.Grant, new GrantRole(Agent, Jiangsu)).Then(new RoleGranted(Agent));

    [Fact]
    public void A_role_that_is_there_is_not_given_again() => A.Account.Given(Created, new RoleGranted(Agent)).When(AccountDecisions.Grant, new GrantRole(Agent, Jiangsu)).ThenNothing();

    [Fact]
    public void A_role_is_given_to_an_account() => A.Account.Given().When(AccountDecisions.Grant, new GrantRole(Agent, Jiangsu)).ThenRefused(AccountRefusals.Unknown);

    [Fact]
    public void Nobody_gives_a_role_beyond_their_territory() =>
        A.Account.Given(Created).When(AccountDecisions.Grant, new GrantRole(Everywhere, Jiangsu)).ThenRefused(AccountRefusals.BeyondTerritory);

    [Fact]
    public void Nobody_keeps_an_account_that_reaches_beyond_their_territory() =>
        A.Account.Given(Created, new RoleGranted(Everywhere)).When(AccountDecisions.Grant, new GrantRole(Agent, Jiangsu)).ThenRefused(AccountRefusals.BeyondTerritory);

    [Fact]
    public void A_specialist_department_is_named() => A.Account.Given(Created).When(AccountDecisions.Grant, new GrantRole(Network, Jiangsu)).Then(new RoleGranted(Network));

    [Theory]
    [InlineData(Role.SpecialistDepartment, null)]
    [InlineData(Role.DeskAgent, "network")]
    public void A_department_is_of_specialists_alone(Role role, string? department) =>
        A.Account.Given(Created).When(AccountDecisions.Grant, new GrantRole(new(role, Nanjing, department), Jiangsu)).ThenRefused(AccountRefusals.DepartmentMismatch);

    [Fact]
    public void A_role_is_taken_and_ends_sessions()
    {
        var before = A.Account.Given(Created, new RoleGranted(Agent));
        var after = before.When(AccountDecisions.Withdraw, new WithdrawRole(Agent, Jiangsu, IsLastAdministrator: false)).Then(new RoleWithdrawn(Agent));
        Assert.NotEqual(before.State.Stamp, after.State.Stamp);
    }

    [Fact]
    public void A_role_that_is_not_there_is_not_taken() => A.Account.Given(Created).When(AccountDecisions.Withdraw, new WithdrawRole(Agent, Jiangsu, IsLastAdministrator: false)).ThenNothing();

    [Fact]
    public void The_last_administrator_keeps_the_role() => A.Account.Given(Created, new RoleGranted(Everywhere))
        .When(AccountDecisions.Withdraw, new WithdrawRole(Everywhere, Territories.All, IsLastAdministrator: true)).ThenRefused(AccountRefusals.LastAdministrator);

    [Fact]
    public void Another_role_of_the_last_administrator_is_taken() => A.Account.Given(Created, new RoleGranted(Everywhere), new RoleGranted(Agent))
        .When(AccountDecisions.Withdraw, new WithdrawRole(Agent, Territories.All, IsLastAdministrator: true)).Then(new RoleWithdrawn(Agent));

    [Fact]
    public void A_password_is_set_and_opens_a_lock()
    {
        var account = A.Account.Given(Created, new PasswordSet(First, MustBeReplaced: false), new AccountLocked(Cast.Monday))
            .When(AccountDecisions.SetPassword, new SetPassword(Second, MustBeReplaced: true, Jiangsu)).Then(new PasswordSet(Second, MustBeReplaced: true)).State;
        Assert.True(account.MustReplacePassword);
        Assert.Null(account.LockedUntil);
    }

    [Fact]
    public void A_password_in_force_is_not_set_again() =>
        A.Account.Given(Created, new PasswordSet(First, MustBeReplaced: false)).When(AccountDecisions.SetPassword, new SetPassword(First, MustBeReplaced: false, Jiangsu)).ThenNothing();

    [Fact]
    public void Nobody_sets_the_password_of_an_account_that_reaches_beyond_their_territory() =>
        A.Account.Given(Created, new RoleGranted(Everywhere)).When(AccountDecisions.SetPassword, new SetPassword(First, MustBeReplaced: true, Jiangsu)).ThenRefused(AccountRefusals.BeyondTerritory);

    [Fact]
    public void Too_many_failures_lock_an_account() => A.Account.Given(Created).When(AccountDecisions.Lock, new LockAccount(Cast.Monday)).Then(new AccountLocked(Cast.Monday));

    [Fact]
    public void A_lock_that_lasts_longer_stays() => A.Account.Given(Created, new AccountLocked(Cast.Monday.AddHours(1))).When(AccountDecisions.Lock, new LockAccount(Cast.Monday)).ThenNothing();

    [Fact]
    public void Nobodys_account_is_not_locked() => A.Account.Given().When(AccountDecisions.Lock, new LockAccount(Cast.Monday)).ThenRefused(AccountRefusals.Unknown);

    [Fact]
    public void A_lock_is_opened() => A.Account.Given(Created, new AccountLocked(Cast.Monday)).When(AccountDecisions.Unlock, new UnlockAccount(Jiangsu)).Then(new AccountUnlocked());

    [Fact]
    public void An_open_account_is_not_opened() => A.Account.Given(Created).When(AccountDecisions.Unlock, new UnlockAccount(Jiangsu)).ThenNothing();

    [Fact]
    public void A_lock_beyond_ones_territory_stays() =>
        A.Account.Given(Created, new AccountLocked(Cast.Monday)).When(AccountDecisions.Unlock, new UnlockAccount("cn-zj")).ThenRefused(AccountRefusals.BeyondTerritory);

    [Fact]
    public void An_account_is_blocked_and_its_sessions_end()
    {
        var before = A.Account.Given(Created);
        var after = before.When(AccountDecisions.Block, new BlockAccount("Left", Jiangsu, IsLastAdministrator: false)).Then(new AccountBlocked("Left"));
        Assert.NotEqual(before.State.Stamp, after.State.Stamp);
    }

    [Fact]
    public void A_blocked_account_is_not_blocked_again() =>
        A.Account.Given(Created, new AccountBlocked("Left")).When(AccountDecisions.Block, new BlockAccount("Left", Jiangsu, IsLastAdministrator: false)).ThenNothing();

    [Fact]
    public void The_last_administrator_is_not_blocked() => A.Account.Given(Created, new RoleGranted(Everywhere))
        .When(AccountDecisions.Block, new BlockAccount("Left", Territories.All, IsLastAdministrator: true)).ThenRefused(AccountRefusals.LastAdministrator);

    [Fact]
    public void A_blocked_account_is_restored() => A.Account.Given(Created, new AccountBlocked("Left")).When(AccountDecisions.Restore, new RestoreAccount(Jiangsu)).Then(new AccountRestored());

    [Fact]
    public void An_account_in_use_is_not_restored() => A.Account.Given(Created).When(AccountDecisions.Restore, new RestoreAccount(Jiangsu)).ThenNothing();

    [Fact]
    public void A_blocked_account_beyond_ones_territory_stays_so() =>
        A.Account.Given(Created, new AccountBlocked("Left")).When(AccountDecisions.Restore, new RestoreAccount("cn-zj")).ThenRefused(AccountRefusals.BeyondTerritory);

    [Theory]
    [InlineData("all", "cn-js", true)]
    [InlineData("cn-js", "cn-js.nanjing", true)]
    [InlineData("cn-js", "cn-js", true)]
    [InlineData("cn-js", "cn-jsx", false)]
    [InlineData("cn-js.nanjing", "cn-js", false)]
    [InlineData("cn-js", "all", false)]
    public void A_territory_lies_within_another(string outer, string inner, bool within) => Assert.Equal(within, Territories.Includes(outer, inner));
}
