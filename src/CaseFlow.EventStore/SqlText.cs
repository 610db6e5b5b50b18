namespace CaseFlow.EventStore;

/// <summary>The statements of the library, each in its own file.</summary>
internal static class SqlText
{
    public static readonly string Append = Read("append");
    public static readonly string AppendExpected = Read("append_expected");
    public static readonly string AppendFirst = Read("append_first");
    public static readonly string AppendNext = Read("append_next");
    public static readonly string AppendEvent = Read("append_event");
    public static readonly string AppendStage = Read("append_stage");
    public static readonly string AppendSession = Read("append_session");
    public static readonly string ReadStream = Read("read_stream");
    public static readonly string ReadAll = Read("read_all");
    public static readonly string StreamTypes = Read("stream_types");
    public static readonly string Head = Read("head");
    public static readonly string ChainAppend = Read("chain_append");
    public static readonly string ChainAt = Read("chain_at");
    public static readonly string ChainEvents = Read("chain_events");
    public static readonly string ChainHolding = Read("chain_holding");
    public static readonly string ChainLast = Read("chain_last");
    public static readonly string ChainList = Read("chain_list");
    public static readonly string ChainPosition = Read("chain_position");
    public static readonly string ChainRead = Read("chain_read");
    public static readonly string ChainUnsealed = Read("chain_unsealed");
    public static readonly string Checkpoint = Read("checkpoint");
    public static readonly string CheckpointLock = Read("checkpoint_lock");
    public static readonly string CheckpointCreate = Read("checkpoint_create");
    public static readonly string CheckpointSave = Read("checkpoint_save");
    public static readonly string CheckpointPark = Read("checkpoint_park");
    public static readonly string CheckpointMove = Read("checkpoint_move");
    public static readonly string CheckpointRetry = Read("checkpoint_retry");
    public static readonly string CheckpointStatus = Read("checkpoint_status");
    public static readonly string DefinitionSave = Read("definition_save");
    public static readonly string DefinitionTables = Read("definition_tables");
    public static readonly string SearchFirst = Read("search_first");
    public static readonly string SecondaryIndexes = Read("secondary_indexes");
    public static readonly string RestoreCopy = Read("restore_copy");
    public static readonly string RestoreEmpty = Read("restore_empty");
    public static readonly string RestoreEvents = Read("restore_events");
    public static readonly string RestoreStage = Read("restore_stage");
    public static readonly string TablesOf = Read("tables_of");
    public static readonly string WrestLock = Read("wrest_lock");
    public static readonly string DifferenceEvents = Read("difference_events");
    public static readonly string DifferenceKey = Read("difference_key");
    public static readonly string EventAt = Read("event_at");
    public static readonly string PositionAt = Read("position_at");
    public static readonly string ReplayBegin = Read("replay_begin");
    public static readonly string ReplayCreate = Read("replay_create");
    public static readonly string ReplayFindAsked = Read("replay_find_asked");
    public static readonly string ReplayLeftOver = Read("replay_left_over");
    public static readonly string ReplayList = Read("replay_list");
    public static readonly string ReplayMakeRoom = Read("replay_make_room");
    public static readonly string ReplayMove = Read("replay_move");
    public static readonly string ReplayOwed = Read("replay_owed");
    public static readonly string ReplayUse = Read("replay_use");

    /// <summary>Reads the embedded file <paramref name="name"/>.sql.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream($"{name}.sql")
            ?? throw new ArgumentException($"There is no statement {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
