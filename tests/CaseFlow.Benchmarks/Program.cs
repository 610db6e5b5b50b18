using CaseFlow.Benchmarks.Harness;

// A part that a benchmark measures as a process of its own; nothing else is loaded for it.
return args is [ChildPart.Verb, var part]
    ? await ChildPart.RunAsync(part)
    : await BenchmarkRun.StartAsync(args);
