using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Testing;

/// <summary>A metric as it arrived: its meter, name, unit and, of a histogram, where it divides its values.</summary>
public sealed record ReceivedMetric(string Meter, string Name, string Unit, IReadOnlyList<double> Bounds);

/// <summary>Takes metrics by OTLP over HTTP in protobuf, on loopback.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> bodies = [];

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            if (request.ContentType != "application/x-protobuf") return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            bodies.Enqueue(body.ToArray());
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Everything that arrived. A request holds resources (1), they hold scopes (2), and those a scope (1) with a name (1), and metrics (2).</summary>
    public IReadOnlyList<ReceivedMetric> Metrics =>
    [
        .. from body in bodies
           from resource in Message.Read(body).All(1)
           from scope in resource.All(2)
           from metric in scope.All(2)
           select new ReceivedMetric(scope.All(1).Single().Text(1), metric.Text(1), metric.Text(3), BoundsOf(metric)),
    ];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A histogram (9) has points (1), and they have packed bounds (7).</summary>
    private static double[] BoundsOf(Message metric) =>
        [.. metric.All(9).SelectMany(histogram => histogram.All(1)).Take(1).SelectMany(point => point.Doubles(7))];

    /// <summary>A message of protobuf: its fields by number.</summary>
    private sealed class Message
    {
        private readonly List<(int Number, byte[] Value)> fields = [];

        public static Message Read(byte[] bytes)
        {
            var message = new Message();
            for (var at = 0; at < bytes.Length;)
            {
                var tag = Varint(bytes, ref at);
                var length = (tag & 7) switch
                {
                    0 => LengthOfVarint(bytes, at),
                    1 => 8,
                    2 => (int)Varint(bytes, ref at),
                    5 => 4,
                    var kind => throw new InvalidDataException($"Wire type {kind} at {at}."),
                };
                message.fields.Add(((int)(tag >> 3), bytes[at..(at + length)]));
                at += length;
            }

            return message;
        }

        public IEnumerable<Message> All(int number) => fields.Where(field => field.Number == number).Select(field => Read(field.Value));

        public string Text(int number) => fields.Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Value)).FirstOrDefault("");

        public IEnumerable<double> Doubles(int number) =>
            from field in fields where field.Number == number from at in Enumerable.Range(0, field.Value.Length / 8) select BitConverter.ToDouble(field.Value, at * 8);

        private static ulong Varint(byte[] bytes, ref int at)
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = bytes[at++];
                value |= (ulong)(part & 0x7f) << shift;
                if (part < 0x80) return value;
            }
        }

        private static int LengthOfVarint(byte[] bytes, int at)
        {
            var begin = at;
            Varint(bytes, ref at);
            return at - begin;
        }
    }
}
