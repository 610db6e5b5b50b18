namespace CaseFlow.House;

/// <summary>The working tree that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The sources of what is delivered, without what a build makes of them.</summary>
    public static IReadOnlyList<string> Sources { get; } = Files("src", "*.cs");

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path as a failure should name it.</summary>
    public static string Named(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Named(path).Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A folder beside these tests.</summary>
    public static string Beside(string folder) => PathOf("tests", "CaseFlow.Domain.Tests", folder);

    private static string Find(string from) =>
        File.Exists(Path.Combine(from, "CaseFlow.sln")) ? from
        : Path.GetDirectoryName(from) is { } above ? Find(above)
        : throw new DirectoryNotFoundException("No CaseFlow.sln above the tests.");
}
