using System.Reflection;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Components;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>The navigation leads to pages that are there, for those who may open them, and knows where one is.</summary>
public sealed class PageDirectoryTests
{
    private static readonly IReadOnlyList<PageGroup> All = PageDirectory.For(Caller.Unrestricted("anybody"));

    private static readonly Dictionary<string, Type> Pages = typeof(PageDirectory).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, type)))
        .ToDictionary(page => page.Template, page => page.type);

    [Fact]
    public void Each_entry_is_a_page_that_whoever_sees_the_entry_may_open()
    {
        var entries = All.SelectMany(group => group.Pages).ToArray();
        Assert.Equal(entries.Length, entries.Select(entry => entry.Path).Distinct().Count());
        Assert.All(entries, entry =>
        {
            var needed = Pages[entry.Path].GetCustomAttribute<NeedsAttribute>()!.Permission;
            Assert.All(Enum.GetValues<Role>().Where(role => RoleRules.Allows(role, entry.Permission)), role => Assert.True(RoleRules.Allows(role, needed), $"{role} {entry.Path}"));
        });
    }

    [Fact]
    public void Every_page_that_needs_a_permission_has_a_place_in_the_navigation()
    {
        var lost = Pages.Where(page => page.Value.GetCustomAttribute<NeedsAttribute>() is not null && PageDirectory.Of(All, page.Key) is null).Select(page => page.Key);
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/complaints/7f0c", "/")]
    [InlineData("/complaints/new", "/complaints/new")]
    [InlineData("/complaints/newer", "/")]
    [InlineData("/warnings/7f0c", "/warnings")]
    [InlineData("/warnings/rules", "/warnings/rules")]
    [InlineData("/audit/complaints/7f0c", "/audit/events")]
    [InlineData("/audit/inspections/7f0c/items/1", "/audit/inspections")]
    [InlineData("/series/quality", "/kpis")]
    [InlineData("/kpisses", null)]
    public void One_is_at_the_page_whose_address_is_longest(string path, string? page) => Assert.Equal(page, PageDirectory.Of(All, path)?.Path);

    [Theory]
    [InlineData(Role.DeskAgent, "/", 4)]
    [InlineData(Role.DeskLead, "/", 4)]
    [InlineData(Role.MeetingSecretary, "/service-meetings", 3)]
    [InlineData(Role.Administrator, "/kpis", 2)]
    [InlineData(Role.DataProtectionOfficer, "/", 3)]
    [InlineData(Role.BusinessSystem, "/definitions", 1)]
    public void Each_begins_with_the_work_that_is_theirs(Role role, string first, int groups)
    {
        var caller = new Caller("li.na") { Permissions = RoleRules.Of(role), Scope = AccessScope.All };
        Assert.Equal(first, PageDirectory.FirstFor(caller));
        Assert.Equal(groups, PageDirectory.For(caller).Count);
        Assert.All(PageDirectory.For(caller), group => Assert.NotEmpty(group.Pages));
    }
}
