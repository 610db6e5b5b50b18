using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow;

/// <summary>Random sequences against a property. A failure names the seed and the shortest sequence that fails.</summary>
public static class Sequences
{
    private const int Length = 40;
    private const int Runs = 250;

    /// <summary>Holds the property against many sequences of what the generator gives.</summary>
    public static void Of<TStep>(Gen<TStep> step, Action<IReadOnlyList<TStep>> holds) => Of(step, holds, Length, Runs);

    /// <summary>Holds the property against single values.</summary>
    public static void Each<TValue>(Gen<TValue> value, Action<TValue> holds) => Of(value, values => holds(values[0]), length: 1, Runs * 5);

    /// <summary>The same sequences each time, to see that they get about.</summary>
    public static IEnumerable<TStep[]> Sample<TStep>(Gen<TStep> step) => Gen.Sample(Gen.ArrayOf(step, Length), Runs, new Rnd(2011), size: Length);

    private static void Of<TStep>(Gen<TStep> step, Action<IReadOnlyList<TStep>> holds, int length, int runs) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Gen.ArrayOf(step, length), Shorter), holds));

    /// <summary>A sequence fails for one of its steps, mostly: leave out half, then one after the other.</summary>
    private static IEnumerable<TStep[]> Shorter<TStep>(TStep[] steps)
    {
        if (steps.Length < 2) yield break;
        yield return steps[..(steps.Length / 2)];
        yield return steps[(steps.Length / 2)..];
        for (var at = 0; at < steps.Length; at++)
            yield return [.. steps[..at], .. steps[(at + 1)..]];
    }
}

/// <summary>One command of a sequence.</summary>
/// <param name="Said">What a failure prints.</param>
/// <param name="MayRecur">Whether saying it again is a fact of its own.</param>
/// <param name="Decide">The decision on it.</param>
public sealed record Step<TState, TEvent>(string Said, bool MayRecur, Func<TState, Decision<TEvent>> Decide)
    where TEvent : class
{
    public override string ToString() => Said;
}
