using System.Diagnostics;

namespace CaseFlow.Testing;

/// <summary>Runs verbs as a shell does.</summary>
internal static class Shell
{
    /// <summary>Runs a verb on a server's database.</summary>
    public static async Task<(int Code, string Printed, string Said)> RunAsync(ServerUnderTest server, PostgresFixture postgres, params string[] verb)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "CaseFlow.Server.dll"), .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CASEFLOW_DB"] = server.ConnectionString;
        start.Environment["CASEFLOW_MASTER_KEY_FILE"] = Path.Combine(postgres.Folder, "master.key");
        using var process = Process.Start(start)!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await printed, await said);
    }
}
