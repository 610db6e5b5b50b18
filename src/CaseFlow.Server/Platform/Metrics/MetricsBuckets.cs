namespace CaseFlow.Server.Platform.Metrics;

/// <summary>Where histograms divide their values, where the usual steps would put all values into one.</summary>
public static class MetricsBuckets
{
    /// <summary>Seconds that a step of the server takes, from a quarter of a millisecond to ten seconds; about a factor of two each.</summary>
    public static readonly double[] Fast = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
}
