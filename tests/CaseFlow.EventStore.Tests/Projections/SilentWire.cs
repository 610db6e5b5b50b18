using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>
/// A wire to PostgreSQL on which nothing moves any more once something was said over it, as if whoever said it had been paused at
/// that very moment: the connections stay open.
/// </summary>
public sealed class SilentWire : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> ends = [];
    private readonly TaskCompletionSource fellSilent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cut = new(); // Without a timer, and so with nothing to dispose.
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly byte[][] last;

    /// <param name="server">Where it leads.</param>
    /// <param name="last">What is said last: words and values that are sent at once.</param>
    public SilentWire(string server, params string[] last)
    {
        (this.server, this.last) = (new(server), [.. last.Select(Encoding.ASCII.GetBytes)]);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Leads over this wire.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

    /// <summary>Ends when the last thing was said.</summary>
    public Task FellSilent => fellSilent.Task;

    /// <summary>Breaks all connections.</summary>
    public void Dispose()
    {
        if (cut.IsCancellationRequested)
            return;
        cut.Cancel();
        listener.Dispose();
        lock (ends)
        {
            foreach (var end in ends)
                end.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = Kept(await listener.AcceptTcpClientAsync(cut.Token));
                var database = Kept(new TcpClient());
                await database.ConnectAsync(server.Host!, server.Port, cut.Token);
                _ = PumpAsync(client.GetStream(), database.GetStream());
                _ = PumpAsync(database.GetStream(), client.GetStream());
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private TcpClient Kept(TcpClient end)
    {
        lock (ends)
            ends.Add(end);
        return end;
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cut.Token) is var read and > 0 && !fellSilent.Task.IsCompleted)
            {
                if (last.All(part => buffer.AsSpan(0, read).IndexOf(part) >= 0))
                    fellSilent.TrySetResult();
                await to.WriteAsync(buffer.AsMemory(0, read), cut.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
