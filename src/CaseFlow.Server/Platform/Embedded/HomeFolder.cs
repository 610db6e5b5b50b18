namespace CaseFlow.Server.Platform.Embedded;

/// <summary>The folder for everything CaseFlow keeps on this machine.</summary>
public static class HomeFolder
{
    /// <summary><c>CASEFLOW_HOME</c>; else <c>.caseflow</c> in the repository of this binary; else the user's folder for application data.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("CASEFLOW_HOME") is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln")))
                return Path.Combine(folder.FullName, ".caseflow");

        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "caseflow");
    }

    /// <summary>Creates the folder, open to be walked through: the account of PostgreSQL may be another than ours.</summary>
    public static void Create(string home)
    {
        if (Directory.Exists(home))
            return;
        try
        {
            Directory.CreateDirectory(home);
            // Set apart from creating it: the caller's umask would take bits away.
            File.SetUnixFileMode(home, Modes.WalkThrough);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException($"The folder {home} cannot be created: {fault.Message} Set CASEFLOW_HOME to a folder that you may write to.", fault);
        }
    }
}

internal static class Modes
{
    public const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    public const UnixFileMode WalkThrough = OwnerFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
