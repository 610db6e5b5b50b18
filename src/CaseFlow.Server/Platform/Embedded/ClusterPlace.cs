using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>The private folder of the cluster and the account that runs it: null for ourselves, another one when we are root, which PostgreSQL refuses.</summary>
internal sealed record ClusterPlace(string Folder, string? Account)
{
    public string Data => Path.Combine(Folder, "data");
    public string Log => Path.Combine(Folder, "log");

    /// <summary>Two lines: the password of the superuser and that of CaseFlow.</summary>
    public string Passwords => Path.Combine(Folder, "passwords");

    public string Port => Path.Combine(Folder, "port");

    /// <summary>Where binaries from npm go: beside the cluster, so that its account reaches them.</summary>
    public string Npm => Path.Combine(Path.GetDirectoryName(Folder)!, "npm");

    public bool Initialised => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>The place of an existing cluster with its owner's account, else a new one that the account can reach.</summary>
    public static async Task<ClusterPlace> PrepareAsync(string home, Action<string> say, CancellationToken cancel)
    {
        var inHome = Path.Combine(home, "postgres");
        if (!Environment.IsPrivilegedProcess)
            return await OfOurselvesAsync(inHome, cancel);

        var apart = Path.Combine("/var/lib/caseflow", Mark(home), "postgres");
        foreach (var folder in (string[])[inHome, apart])
            if (new ClusterPlace(folder, null) is { Initialised: true } existing)
                return existing with { Account = await OwnerAsync(existing.Data, cancel) };

        var account = await FindOrCreateAccountAsync(say, cancel);
        var place = new ClusterPlace(inHome, account);
        if (await place.OpenToAccountAsync(cancel))
            return place;

        Directory.Delete(inHome);
        place = new ClusterPlace(apart, account);
        say($"PostgreSQL does not run as root, and its account {account} cannot enter {home}: the data goes to {place.Folder}.");
        HomeFolder.Create("/var/lib/caseflow");
        HomeFolder.Create(Path.GetDirectoryName(apart)!);
        return await place.OpenToAccountAsync(cancel)
            ? place
            : throw new ExplainedException($"The account {account} cannot write to {apart}. Set CASEFLOW_HOME to a folder that every user can walk into.");
    }

    /// <summary>Makes a file that root wrote readable to the account, and to nobody else.</summary>
    public async Task HandOverAsync(string path, CancellationToken cancel)
    {
        if (Account is null)
            return;
        var outcome = await ChildProcess.RunAsync("chown", [$"{Account}:", path], cancel: cancel);
        if (!outcome.Succeeded)
            throw new ExplainedException($"{path} cannot be given to the account {Account}: {outcome.Output}");
    }

    private static async Task<ClusterPlace> OfOurselvesAsync(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder, Modes.OwnerFolder);
        var owner = await OwnerAsync(folder, cancel);
        return owner == Environment.UserName
            ? new ClusterPlace(folder, Account: null)
            : throw new ExplainedException($"The database in {folder} belongs to the user {owner}, because root started it first. Run this as root again, or set CASEFLOW_HOME to another folder.");
    }

    private async Task<bool> OpenToAccountAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder, Modes.OwnerFolder);
        await HandOverAsync(Folder, cancel);
        return (await ChildProcess.RunAsync("test", ["-w", Folder], Account, cancel: cancel)).Succeeded;
    }

    private static async Task<string> OwnerAsync(string path, CancellationToken cancel) =>
        (await ChildProcess.RunAsync("stat", ["-c", "%U", path], cancel: cancel)).Output;

    private static async Task<string> FindOrCreateAccountAsync(Action<string> say, CancellationToken cancel)
    {
        foreach (var name in (string[])["postgres", "caseflow"])
            if ((await ChildProcess.RunAsync("id", ["-u", name], cancel: cancel)).Succeeded)
                return name;

        say("PostgreSQL does not run as root: creating the system account caseflow for it.");
        var outcome = await ChildProcess.RunAsync("useradd", ["--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", "caseflow"], cancel: cancel);
        return outcome.Succeeded
            ? "caseflow"
            : throw new ExplainedException($"PostgreSQL does not run as root, and no account for it can be created: {outcome.Output} Run this as another user.");
    }

    private static string Mark(string home) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..12];
}
