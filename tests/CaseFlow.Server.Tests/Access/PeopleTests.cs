using CaseFlow.Server.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>What pages call people.</summary>
public sealed class PeopleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Pages_say_display_names_with_the_account_where_two_are_called_the_same_and_what_was_typed_for_who_has_none()
    {
        foreach (var (userName, displayName) in new[] { ("wang.fang", "王芳"), ("zhang.wei", "张伟"), ("zhang.wei2", "张伟") })
            (await shared.Desk.PostAsync("/api/accounts", new { userName, displayName, territory = "cn-js" })).MustBe(201);
        var position = (await shared.Desk.PostAsync("/api/accounts", new { userName = "people.last", displayName = "Last", territory = "cn-js" })).MustBe(201).Position;
        (await shared.Desk.GetAsync($"/api/accounts?region=cn-js&after={position}")).MustBe(200);

        var people = ActivatorUtilities.CreateInstance<People>(shared.Server.Services);
        Assert.Equal("wang.fang", people["wang.fang"]);
        await people.LookAsync();

        Assert.Equal(["王芳", "王芳", "张伟 (zhang.wei)", "张伟 (zhang.wei2)", "The duty officer", ""], new[] { "wang.fang", "Wang.Fang", "zhang.wei", "zhang.wei2", "The duty officer", null }.Select(who => people[who]));
        // Forms offer colleagues by a part of either.
        Assert.Equal([("zhang.wei", "张伟 (zhang.wei)"), ("zhang.wei2", "张伟 (zhang.wei2)")], people.Like(" 张 "));
        Assert.Equal([("wang.fang", "王芳")], people.Like("WANG.F"));
        Assert.Empty(people.Like("nobody.at.all"));
    }
}
