using System.Runtime.CompilerServices;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Tests.Platform;

/// <summary><c>docs/api.md</c> lists the codes that there are.</summary>
public sealed class ApiGuideTests
{
    [Fact]
    public void Every_problem_code_of_HTTP_is_in_the_guide() => Assert.Equal(
        ProblemCodes.All.Select(code => $"| `{code.Key}` | {code.Value.Status} | {code.Value.Meaning} |"), Rows("## Problem codes"));

    [Fact]
    public void Every_field_code_is_in_the_guide() => Assert.Equal(
        FieldCodes.All.Select(code => $"| `{code.Key}` | {code.Value} |"), Rows("## Field codes"));

    [Fact]
    public void Every_code_is_listed_once() => Assert.Equal(
        typeof(ProblemCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal), ProblemCodes.All.Keys);

    /// <summary>The rows of the table below a heading, in their order.</summary>
    private static IEnumerable<string> Rows(string heading, [CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "api.md"))
            .SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
}
