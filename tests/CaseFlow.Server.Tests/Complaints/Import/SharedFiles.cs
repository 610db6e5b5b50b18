namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>Real files that the project may not contain: beside the repository, or where <c>CASEFLOW_SHARED</c> says.</summary>
public static class SharedFiles
{
    /// <summary>The path of a file; the test is skipped where it is absent.</summary>
    public static string Find(string name) => Find("data", name);

    /// <summary>The path of a published schema; the test is skipped where it is absent.</summary>
    public static string FindSchema(string name) => Find("specs", name);

    private static string Find(string kind, string name)
    {
        var folder = Environment.GetEnvironmentVariable("CASEFLOW_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root(), "..", "shared");
        var path = Path.GetFullPath(Path.Combine(folder, kind, name));
        if (!File.Exists(path)) Assert.Skip($"There is no {name} in {Path.GetDirectoryName(path)}; CASEFLOW_SHARED names the folder that holds {kind}/.");
        return path;
    }

    /// <summary>The repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
