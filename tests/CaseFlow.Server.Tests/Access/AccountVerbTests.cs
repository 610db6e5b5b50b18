using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>The verb <c>account</c>, beside a server that runs.</summary>
public sealed class AccountVerbTests(SharedServer shared, PostgresFixture postgres) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task An_account_is_created_with_a_role_and_its_password_is_printed()
    {
        var (code, printed, _) = await Shell.RunAsync(shared.Server, postgres, "account", "create", "Zhao.Min", "--role", "DeskAgent", "--territory", "cn-js.suzhou", "--json");
        Assert.Equal(0, code);
        var told = JsonDocument.Parse(printed).RootElement;
        Assert.Equal("zhao.min", told.GetProperty("userName").GetString());
        Assert.NotNull(await new Login("zhao.min", told.GetProperty("password").GetString()!).SignInAsync(shared.Server.Address));
        Assert.Contains("DeskAgent@cn-js.suzhou", (await Shell.RunAsync(shared.Server, postgres, "account", "list")).Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_replaced_and_a_lock_opened()
    {
        var login = await Login.OfAsync(shared.Server, "lost.it", new Grant(Role.DeskAgent, "cn-js"));
        for (var failure = 0; failure < SignIn.MostFailures; failure++)
            await (login with { Password = "not this one either" }).SignInAsync(shared.Server.Address);
        Assert.Equal(0, (await Shell.RunAsync(shared.Server, postgres, "account", "unlock", "lost.it")).Code);
        Assert.NotNull(await login.SignInAsync(shared.Server.Address));

        var (code, printed, _) = await Shell.RunAsync(shared.Server, postgres, "account", "reset-password", "lost.it", "--json");
        Assert.Equal(0, code);
        Assert.Null(await login.SignInAsync(shared.Server.Address));
        Assert.NotNull(await (login with { Password = JsonDocument.Parse(printed).RootElement.GetProperty("password").GetString()! }).SignInAsync(shared.Server.Address));
        var account = await shared.Server.Services.GetRequiredService<AccountBook>().NowAsync(AccountBook.IdOf("lost.it"), TestContext.Current.CancellationToken);
        Assert.True(account.MustReplacePassword);
    }

    [Theory]
    [InlineData("There is no such account.", "account", "reset-password", "nobody")]
    [InlineData("userName is letters", "account", "create", "zhao min")]
    [InlineData("names its department", "account", "create", "a.department", "--role", "SpecialistDepartment")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] verb)
    {
        var (code, _, said) = await Shell.RunAsync(shared.Server, postgres, verb);
        Assert.Equal(1, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }
}
