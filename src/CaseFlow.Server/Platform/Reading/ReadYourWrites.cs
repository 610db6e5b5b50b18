using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Lets a question wait for what its asker has just done.</summary>
public sealed class ReadYourWrites(ProjectionEngine engine)
{
    /// <summary>How long a question waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits until projections show the event at <paramref name="position"/>.</summary>
    /// <returns>False when they do not within <see cref="Patience"/>.</returns>
    public async Task<bool> WaitAsync(IReadOnlyCollection<string> projections, long position, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projections);
        return position <= 0 || projections.Count == 0 || await engine.WaitForAsync(projections, position, Patience, cancellation);
    }
}
