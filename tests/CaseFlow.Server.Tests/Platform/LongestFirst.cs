using System.Reflection;
using CaseFlow.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace CaseFlow.Testing;

/// <summary>About how long the tests of a class take together, on two cores beside others.</summary>
/// <param name="seconds">Seconds. Only for the one or two longest of an assembly: the runner keeps to an order for as many as it runs at once.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesAttribute(int seconds) : Attribute
{
    /// <summary>Seconds.</summary>
    public int Seconds => seconds;
}

/// <summary>
/// Begins with the classes that take longest, so that none of them is still at work when all others have ended and half of the
/// machine stands idle. No test relies on an order: the others come in whichever the runner has them.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Dictionary<string, int> Seconds = typeof(LongestFirst).Assembly.GetTypes()
        .Select(type => (type.FullName, Takes: type.GetCustomAttribute<TakesAttribute>()))
        .Where(known => known.Takes is not null)
        .ToDictionary(known => $"Test collection for {known.FullName} ", known => known.Takes!.Seconds);

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Seconds.FirstOrDefault(known => collection.TestCollectionDisplayName.StartsWith(known.Key, StringComparison.Ordinal)).Value)];
}
