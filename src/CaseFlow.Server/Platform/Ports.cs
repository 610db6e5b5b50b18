using System.Net;
using System.Net.Sockets;

namespace CaseFlow.Server.Platform;

/// <summary>The ports of this machine's loopback.</summary>
internal static class Ports
{
    /// <summary>Whether a server could listen on 127.0.0.1 at this port now.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
