using System.Text.RegularExpressions;

namespace CaseFlow.House;

/// <summary>How the sources are laid out, named and written.</summary>
public sealed partial class SourceRules
{
    private const int ReviewAbove = 250;

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Common", "Info", "Data", "Impl"];

    private static readonly IReadOnlyList<string> Written =
        [.. new[] { "*.cs", "*.razor", "*.sql" }.SelectMany(pattern => Repository.Files("src", pattern))];

    private static readonly IReadOnlyList<string> Projects = [.. Repository.Files("src", "*.csproj"), .. Repository.Files("tests", "*.csproj"), .. Directory.EnumerateFiles(Repository.Root, "*.props")];

    [Fact]
    public void No_source_is_longer_than_one_reads_in_one_go() => Assert.Empty(
        from file in Written
        let lines = File.ReadLines(file).Count()
        where lines > ReviewAbove
        select $"{Repository.Named(file)}: {lines} lines");

    [Fact]
    public void No_type_bears_a_name_that_says_nothing() => Assert.Empty(
        from file in Repository.Sources
        from Match type in TypeNames().Matches(File.ReadAllText(file))
        let name = type.Groups["name"].Value
        where EmptyNames.Contains(Words().Split(name)[^1])
        select $"{Repository.Named(file)}: {name}");

    [Fact]
    public void The_check_of_names_looks_at_the_last_word()
    {
        Assert.Equal(["Personal", "Data", "Vault"], Words().Split("PersonalDataVault"));
        Assert.Equal("CustomerInfo", TypeNames().Match("public sealed record CustomerInfo(string Name);").Groups["name"].Value);
        Assert.Equal("RowBase", TypeNames().Match("internal abstract record struct RowBase").Groups["name"].Value);
    }

    [Fact]
    public void No_file_collects_extensions() =>
        Assert.DoesNotContain(Repository.Sources, file => Path.GetFileName(file).EndsWith("Extensions.cs", StringComparison.Ordinal));

    [Fact]
    public void No_region_hides_code() => Assert.Empty(Lines(Repository.Sources.Concat(Repository.Files("tests", "*.cs")), line => line.StartsWith("#region", StringComparison.Ordinal)));

    [Fact]
    public void Few_warnings_are_suppressed_and_each_for_a_reason()
    {
        var sources = Repository.Sources.Concat(Repository.Files("tests", "*.cs")).ToList();
        var suppressed = Lines(sources, line => Suppression().IsMatch(line)).Concat(Lines(Projects, line => line.Contains("<NoWarn>", StringComparison.Ordinal))).ToList();
        Assert.True(suppressed.Count < 10, string.Join('\n', suppressed));
        Assert.All(suppressed, line => Assert.True(line.Contains("//", StringComparison.Ordinal) || line.Contains("Justification", StringComparison.Ordinal) || line.Contains("<!--", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("dotnet_diagnostic.CS8509.severity = error")]
    [InlineData("dotnet_diagnostic.CS8524.severity = none")]
    public void The_compiler_asks_a_switch_for_every_member_of_an_enum(string setting) =>
        Assert.Contains(setting, File.ReadAllLines(Repository.PathOf(".editorconfig")).Select(line => line.Trim()));

    [Fact]
    public void Warnings_are_errors() =>
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", File.ReadAllText(Repository.PathOf("Directory.Build.props")), StringComparison.Ordinal);

    [Fact]
    public void Tests_are_no_longer_than_sources() => Assert.Empty(
        from file in Repository.Files(Path.Combine("tests", "CaseFlow.Domain.Tests"), "*.cs")
        let lines = File.ReadLines(file).Count()
        where lines > ReviewAbove
        select $"{Repository.Named(file)}: {lines} lines");

    private static IEnumerable<string> Lines(IEnumerable<string> files, Func<string, bool> matches) =>
        from file in files
        from line in File.ReadLines(file)
        where matches(line.Trim())
        select $"{Repository.Named(file)}: {line.Trim()}";

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|readonly|partial|ref)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeNames();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(#pragma warning disable|\[.*SuppressMessage\()")]
    private static partial Regex Suppression();
}
