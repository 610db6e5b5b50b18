using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Registers complaints over one connection that is kept. It speaks just enough HTTP, because its own work takes the server's processors.</summary>
public sealed class RegisteringDesk : IDisposable
{
    private static readonly string[] Topics = ["network.roaming.activation", "network.coverage.indoor", "billing.charge.data", "vas.subscription.unwanted"];

    private readonly Socket socket;
    private readonly string host;
    private readonly string token;
    private readonly byte[] answer = new byte[16 * 1024];

    private RegisteringDesk(Socket socket, string host, string token) => (this.socket, this.host, this.token) = (socket, host, token);

    /// <summary>Connects to a server, under a token.</summary>
    public static async Task<RegisteringDesk> ConnectAsync(Uri server, string token)
    {
        ArgumentNullException.ThrowIfNull(server);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new(socket, server.Authority, token);
    }

    /// <summary>Registers a complaint and waits until the server has accepted it. Every customer complains twice.</summary>
    public async Task RegisterAsync(int number)
    {
        await socket.SendAsync(Request(number));
        var (length, status) = (0, "");
        while (!IsWhole(answer.AsSpan(0, length)))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0)
                throw new IOException($"The server closed the connection after: {Encoding.UTF8.GetString(answer, 0, length)}");
            length += read;
        }

        status = Encoding.ASCII.GetString(answer, 9, 3);
        if (status != "201")
            throw new InvalidOperationException($"The registration was answered: {Encoding.UTF8.GetString(answer, 0, length)}");
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private byte[] Request(int number)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            kind = "Complaint",
            channel = "hotline",
            source = "customer",
            topic = Topics[number % Topics.Length],
            region = new { province = "cn-js", city = "nanjing" },
            customer = new { serviceNumber = $"139{number / 2:00000000}", name = "张伟" },
            summary = "客户反映在香港无法使用手机，出发前已在营业厅申请开通国际漫游，营业员答复已开通，到达后一直没有信号，拨打客服热线长时间无人接听，要求解释并退还月租。",
            remedySought = "退还本月月租费",
            occurredAt = "2026-03-02T10:00:00+08:00",
        });
        var head = $"POST /api/complaints HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nX-CaseFlow-Actor: bench\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Whether an answer has arrived to its end, by its length or by its last chunk.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;
        var head = answer[..headEnd];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var digits = head[(at + "Content-Length: ".Length)..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return answer.Length >= headEnd + 4 + int.Parse(end < 0 ? digits : digits[..end]);
    }
}
