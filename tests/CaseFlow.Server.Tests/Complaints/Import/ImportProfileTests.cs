using System.Text.Json;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>Profiles that can be used, and those that cannot, with the reason.</summary>
public sealed class ImportProfileTests
{
    [Fact]
    public void Those_that_come_with_the_program_fit_the_lists_that_come_with_it()
    {
        Assert.Equal(["comcast-2015", "montgomery-cable"], ImportProfiles.BuiltIn);
        Assert.All(ImportProfiles.BuiltIn, name =>
        {
            var profile = ImportProfiles.Find(name);
            Assert.Equal(name, profile.Name);
            Rows.Terms.Check(profile);
        });
    }

    [Fact]
    public void The_document_names_every_member_and_every_flag_and_its_example_works()
    {
        var document = File.ReadAllText(Path.Combine(SharedFiles.Root(), "docs", "import.md"));
        var members = typeof(ImportProfile).GetProperties().Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Except(["description"]);
        Assert.All(members.Concat(DataFlags.All.Keys), name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
        var example = document[document.IndexOf("```json", StringComparison.Ordinal)..];
        Rows.Terms.Check(ImportProfiles.Parse(example[7..example.IndexOf("```\n\n", StringComparison.Ordinal)], "the document"));
    }

    [Fact]
    public void A_users_own_is_a_file()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Rows.Profile);
        Assert.Equal("branch-list", ImportProfiles.Find(path).Name);
        File.Delete(path);
    }

    [Fact]
    public void One_that_does_not_exist_is_told_with_those_that_do() =>
        Assert.Contains("comcast-2015, montgomery-cable", Assert.Throws<ExplainedException>(() => ImportProfiles.Find("nobody")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"zone\": \"Asia/Shanghai\"", "\"zone\": \"Asia/Atlantis\"", "the zone Asia/Atlantis is unknown")]
    [InlineData("\"zone\": \"Asia/Shanghai\",", "", "zone")]
    [InlineData("\"required\":", "\"requierd\":", "requierd")]
    [InlineData("\"personal\": [", "\"personal\": [\"No\", ", "\"No\" is personal and would be stored unsealed")]
    [InlineData("\"ignored\": {", "\"ignored\": { \"Via\": \"x\",", "\"Via\" is both read and ignored")]
    [InlineData("\"pattern\": \"\\\\d+\"", "\"pattern\": \"(\"", "( is no regular expression")]
    [InlineData("\"required\":", "\"plausibility\": { \"closure-odd\": \"flag\" }, \"required\":", "plausibility knows no closure-odd")]
    [InlineData("{ \"constant\": \"customer\" }", "{ }", "a choice needs a constant, a column or marks")]
    public void One_that_cannot_be_used_is_explained(string part, string replaced, string reason)
    {
        Assert.Contains(part, Rows.Profile, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<ExplainedException>(() => ImportProfiles.Parse(Rows.Profile.Replace(part, replaced, StringComparison.Ordinal), "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_maps_to_an_unknown_term_is_explained()
    {
        var profile = ImportProfiles.Parse(Rows.Profile.Replace("network.roaming", "network.romance", StringComparison.Ordinal), "test");
        Assert.Contains("network.romance (topics)", Assert.Throws<ExplainedException>(() => Rows.Terms.Check(profile)).Message, StringComparison.Ordinal);
    }
}
