using System.Net.Sockets;
using System.Runtime.CompilerServices;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Which faults are the database's condition.</summary>
public sealed class DatabaseFaultTests
{
    [Theory]
    [InlineData("08006", "database-unavailable")]
    [InlineData("53100", "database-unavailable")]
    [InlineData("53300", "database-unavailable")]
    [InlineData("57P01", "database-unavailable")]
    [InlineData("57P02", "database-unavailable")]
    [InlineData("57P03", "database-unavailable")]
    [InlineData("57014", null)]
    [InlineData("23505", null)]
    [InlineData("42P01", null)]
    [InlineData("CF003", null)]
    public void A_SQLSTATE_tells(string state, string? code)
    {
        var fault = new PostgresException("message", "ERROR", "ERROR", state);
        Assert.Equal(code, DatabaseFaults.CodeOf(fault));
        Assert.Equal(code, DatabaseFaults.CodeOf(new InvalidOperationException("outer", fault)));
    }

    [Fact]
    public void What_the_driver_says_by_itself_is_that_the_database_does_not_answer()
    {
        Assert.Equal("database-unavailable", DatabaseFaults.CodeOf(new NpgsqlException("Failed to connect", new SocketException())));
        Assert.Equal("database-unavailable", DatabaseFaults.CodeOf(new NpgsqlException("The operation has timed out", new TimeoutException())));
        Assert.Null(DatabaseFaults.CodeOf(new InvalidOperationException("ours")));
        Assert.Null(DatabaseFaults.CodeOf(null));
    }

    [Fact]
    public void An_append_of_which_nobody_knows_has_a_code_of_its_own() =>
        // Only the store makes one; what it holds does not matter here.
        Assert.Equal("outcome-uncertain", DatabaseFaults.CodeOf((AppendUncertainException)RuntimeHelpers.GetUninitializedObject(typeof(AppendUncertainException))));
}
