using System.Text.Json;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>Which process serves a home folder and where; no address yet while it is starting.</summary>
public sealed record ServingProcess(int ProcessId, string? Address);

/// <summary>One server per home folder. The lock lives as long as its process; the note beside it says who that is.</summary>
public sealed class ServeLock : IDisposable
{
    private readonly FileLock taken;
    private readonly string note;

    private ServeLock(FileLock taken, string note)
    {
        this.taken = taken;
        this.note = note;
        Announce(address: null);
    }

    /// <summary>Takes the lock, or answers null and who holds it.</summary>
    public static ServeLock? TryTake(string home, out ServingProcess? holder)
    {
        HomeFolder.Create(home);
        // Two files, because the runtime does not open a file for reading while another holds its lock.
        var note = Path.Combine(home, "serve.json");
        var taken = FileLock.TryTake(Path.Combine(home, "serve.lock"), alone: true);
        holder = taken is null ? Read(note) : null;
        return taken is null ? null : new ServeLock(taken, note);
    }

    /// <summary>Writes down where this process serves.</summary>
    public void Announce(string? address)
    {
        // Renamed into place: a reader sees the old note or the new one.
        File.WriteAllText(note + ".new", JsonSerializer.Serialize(new ServingProcess(Environment.ProcessId, address)));
        File.Move(note + ".new", note, overwrite: true);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(note);
        taken.Dispose();
    }

    private static ServingProcess? Read(string note)
    {
        try
        {
            return JsonSerializer.Deserialize<ServingProcess>(File.ReadAllText(note));
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            // The holder is between taking the lock and writing, or between deleting the note and ending.
            return null;
        }
    }
}
