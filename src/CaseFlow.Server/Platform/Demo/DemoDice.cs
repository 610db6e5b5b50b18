namespace CaseFlow.Server.Platform.Demo;

/// <summary>Chances that fall the same way on every machine and every .NET, unlike those of the base library (SplitMix64).</summary>
public sealed class DemoDice(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound)
    {
        state += 0x9e3779b97f4a7c15;
        var mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    /// <summary>One of several.</summary>
    public T One<T>(IReadOnlyList<T> of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return of[Below(of.Count)];
    }
}
