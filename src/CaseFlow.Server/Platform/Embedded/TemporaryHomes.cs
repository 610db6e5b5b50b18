namespace CaseFlow.Server.Platform.Embedded;

/// <summary>Home folders of tests, and the sweeping up after tests that were killed.</summary>
internal static class TemporaryHomes
{
    private const string Prefix = "caseflow-";

    public static string Create()
    {
        SweepAbandoned();
        var home = Directory.CreateTempSubdirectory(Prefix).FullName;
        File.SetUnixFileMode(home, Modes.WalkThrough);
        return home;
    }

    // A killed test run leaves its server running, and nobody will ever adopt it.
    private static void SweepAbandoned()
    {
        foreach (var home in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
            try
            {
                if (File.Exists(Path.Combine(home, FileLock.Users)))
                    SweepUnused(home);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ExplainedException)
            {
                // Another user's, or being swept by a neighbour: not ours to clear away.
            }
    }

    private static void SweepUnused(string home)
    {
        using var gate = FileLock.TryTake(Path.Combine(home, FileLock.Gate), alone: true);
        using var users = gate is null ? null : FileLock.TryTake(Path.Combine(home, FileLock.Users), alone: true);
        if (users is null)
            return;
        var postgres = Path.Combine(home, "postgres");
        var data = Path.Combine(postgres, "data");
        Postmaster.RunningIn(data)?.Kill();
        SpinWait.SpinUntil(() => !Postmaster.HasLeftovers(data), TimeSpan.FromSeconds(5));
        // The locks go last: a sweep cut short is finished by the next one.
        if (Directory.Exists(postgres))
            Directory.Delete(postgres, recursive: true);
        Directory.Delete(home, recursive: true);
    }
}
