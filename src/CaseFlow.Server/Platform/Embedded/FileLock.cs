namespace CaseFlow.Server.Platform.Embedded;

/// <summary>A lock of the operating system on a file: the kernel gives it back however its holder ends.</summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>The file of a home folder under which its server is started and stopped.</summary>
    public const string Gate = "postgres.gate";

    /// <summary>The file of a home folder that every user of its server shares.</summary>
    public const string Users = "postgres.users";

    // EWOULDBLOCK, which the runtime hands on as it is, on Linux and on macOS.
    private static readonly int[] TakenByAnother = [11, 35];

    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock for one alone or for sharing; null when another holds it so that it cannot be.</summary>
    public static FileLock? TryTake(string path, bool alone)
    {
        try
        {
            // The runtime turns sharing into flock: None is an exclusive lock, anything else a shared one.
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, alone ? FileShare.None : FileShare.ReadWrite));
        }
        catch (IOException fault) when (TakenByAnother.Contains(fault.HResult))
        {
            return null;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new ExplainedException($"{path} cannot be opened. Run this as the user who ran it first, or set CASEFLOW_HOME to another folder.", fault);
        }
    }

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileLock> WaitAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            if (TryTake(path, alone: true) is { } taken)
                return taken;
            await Task.Delay(50, cancel);
        }
    }

    public void Dispose() => stream.Dispose();
}
