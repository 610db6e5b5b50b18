namespace CaseFlow.EventStore.Projections;

/// <summary>Some subjects of a projection and all their streams: those of the lowest marks, which is as good as chance.</summary>
internal sealed class RebuildSample(IProjection projection)
{
    private const int MostSubjects = 32, MostStreams = 200;

    private readonly SortedDictionary<uint, HashSet<Guid>> streams = [];
    private uint highest = uint.MaxValue;

    public IProjection Projection => projection;

    /// <summary>The streams that concern every subject.</summary>
    public HashSet<Guid> OfAll { get; } = [];

    /// <summary>Subjects of so many streams that folding them anew would take long are left out.</summary>
    public IEnumerable<(Subject Subject, IEnumerable<Guid> Streams)> Subjects =>
        streams.Where(pair => pair.Value.Count < MostStreams).Select(pair => (new Subject { Mark = pair.Key }, pair.Value.AsEnumerable()));

    public void Note(RecordedEvent e)
    {
        foreach (var subject in projection.SubjectsOf(e))
        {
            if (subject == Subject.All)
                OfAll.Add(e.Stream.Value);
            else if (subject.Mark <= highest)
                Note(subject.Mark, e.Stream.Value);
        }
    }

    private void Note(uint mark, Guid stream)
    {
        if (!streams.TryGetValue(mark, out var known))
            streams.Add(mark, known = []);
        if (known.Count < MostStreams)
            known.Add(stream);
        if (streams.Count <= MostSubjects)
            return;
        streams.Remove(streams.Last().Key);
        highest = streams.Last().Key;
    }
}
