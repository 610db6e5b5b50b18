using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A table that a projection owns.</summary>
public interface IProjectionTable
{
    /// <summary>Its unqualified name, <c>caseflow_...</c>; the search path says in which schema.</summary>
    string Name { get; }

    /// <summary>The statements that create it and its indexes, unqualified.</summary>
    string CreateSql { get; }
}
