using System.Security.Cryptography;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Complaints as a desk records them: streams of eight events with sealed texts, about 450 bytes each in the mean. A number names one and always the same one.</summary>
public static class EventMix
{
    /// <summary>The events of a stream.</summary>
    public const int StreamLength = 8;

    private static readonly string[] Topics = ["network.roaming.activation", "network.coverage.indoor", "network.data.speed", "billing.charge.data", "billing.charge.vas", "tariff.plan.unclear", "vas.subscription.unwanted", "marketing.nuisance"];

    private static readonly string[] Cities = ["nanjing", "wuxi", "xuzhou", "changzhou", "suzhou", "nantong", "lianyungang", "huaian", "yancheng", "yangzhou", "zhenjiang", "taizhou", "suqian"];

    private static readonly string[] Channels = ["hotline", "hall", "web", "app"];

    private static readonly string[] Tiers = ["standard", "standard", "silver", "gold", "diamond"];

    private static readonly DateTimeOffset FirstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    // Ciphertext does not compress; one text of it is enough to cut the others from.
    private static readonly string Ciphertext = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48 * 1024));

    /// <summary>The stored names of the domain.</summary>
    public static EventTypes Types { get; } = Streams.EventTypes();

    /// <summary>The id of a stream; like those of the desk, they come in no order.</summary>
    public static Guid StreamIdOf(long number) => Id(number, salt: 1);

    /// <summary>What happened to a complaint.</summary>
    public static object[] Stream(long number)
    {
        var draw = new Random(HashCode.Combine(number));
        var agent = $"agent{draw.Next(400):000}";
        var registered = new ComplaintRegistered
        {
            Complaint = ComplaintId.From(StreamIdOf(number)),
            Kind = draw.Next(10) == 0 ? ComplaintKind.Consultation : ComplaintKind.Complaint,
            Channel = new(Of(Channels), 1),
            Source = new("customer", 1),
            Topic = new(Of(Topics), 1),
            Region = new("CN-JS", Of(Cities)),
            Customer = Customer(number / 3, draw),
            Summary = Sealed(480),
            RemedySought = Sealed(120),
        };
        object[] events =
        [
            registered,
            new ComplaintAcknowledged(registered.Channel),
            new ComplaintClaimed(agent, At(number, 1).AddHours(2)),
            new ComplaintHandedOver(new("network", 1), Sealed(360)),
            new ComplaintVerified(new(Validity.Valid, Liability.Liable, new("network-quality", 1)), Sealed(560)),
            new ComplaintClarified(Sealed(480)),
        ];
        // Every fourth case is still worked on.
        return number % 4 == 0
            ? [.. events, new HandOverRejected(new("network", 1), Sealed(300)), new ComplaintEscalated((EscalationLevel)draw.Next(1, 4), EscalationOrigin.Customer, Sealed(300))]
            : [.. events, new ComplaintResolved(Sealed(480), Episode: 1), new ComplaintClosed(ClosureBasis.RecordedElsewhere, null, Episode: 1)];

        string Of(string[] texts) => texts[draw.Next(texts.Length)];

        Sealed Sealed(int length) => Text(draw, length);
    }

    /// <summary>What surrounds an event of a stream; three complaints of a customer, a few weeks apart, make one another's repeats.</summary>
    public static EventMetadata Metadata(long number, long version) => new()
    {
        OccurredAt = At(number, version),
        Actor = $"agent{number % 400:000}",
        CorrelationId = Id(number, salt: 2).ToString("N"),
        CommandId = Id(number, salt: (int)version + 10),
        CommandDigest = "7d1c1be3f0c2b7e0a6a4b1e2",
    };

    private static DateTimeOffset At(long number, long version) => FirstDay.AddMinutes((number * 7919 % 525_600) + (version * 30));

    private static CustomerSnapshot Customer(long number, Random draw) => new()
    {
        Customer = CustomerId.From(Id(number, salt: 3)),
        Tier = new(Tiers[number % Tiers.Length], 1),
        Brand = new("gotone", 1),
        Roaming = RoamingState.Home,
        Name = Text(draw, 56),
        ServiceNumber = Text(draw, 60),
        ServiceNumberHash = Id(number, salt: 4).ToString("N"),
    };

    private static Sealed Text(Random draw, int length) => new($"s1.{Ciphertext.AsSpan(draw.Next(Ciphertext.Length - length), length)}");

    private static Guid Id(long number, int salt)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Scatter((ulong)number + ((ulong)salt << 48)));
        BitConverter.TryWriteBytes(bytes[8..], Scatter((ulong)number + ((ulong)(salt + 7919) << 48)));
        return new(bytes);
    }

    /// <summary>Spreads neighbouring numbers over the whole range: the mixing step of the SplitMix64 generator.</summary>
    private static ulong Scatter(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
