using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Platform.Embedded;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary><c>serve</c>: the web application, with a database of its own unless <c>CASEFLOW_DB</c> names one, until it is told to stop.</summary>
public sealed class Serve : IVerb
{
    private const int FirstPort = 5080;

    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"Addresses to listen on, separated by semicolons [default: http://127.0.0.1:{FirstPort}, or the next free port]",
            HelpName = "addresses",
        };
        var noDemo = new Option<bool>("--no-demo") { Description = "Leave an empty database empty instead of loading the demo" };
        var command = new Command("serve", $"Serves CaseFlow until Ctrl-C or SIGTERM. Exit code {ExitCodes.AlreadyServing}: it is being served already.") { urls, noDemo };
        command.SetAction((parsed, cancel) => ServeOnceAsync(
            context,
            new ServeOptions(parsed.GetValue(urls) ?? $"http://127.0.0.1:{NextFreePort()}", context.MasterKeyFile, LoadDemo: !parsed.GetValue(noDemo)) { Provider = Provider() },
            cancel));
        return command;
    }

    private static OpenIdConnect? Provider()
    {
        try
        {
            return OpenIdConnect.From(Environment.GetEnvironmentVariable);
        }
        catch (InvalidOperationException fault)
        {
            throw new ExplainedException(fault.Message, fault);
        }
    }

    private static async Task<int> ServeOnceAsync(VerbContext context, ServeOptions options, CancellationToken cancel)
    {
        // Several servers may share a database that somebody else runs; the embedded one has one server.
        if (context.OtherServer is not null)
            return await ServeAsync(context, options, _ => { }, cancel);

        using var taken = ServeLock.TryTake(context.Home, out var holder);
        if (taken is not null)
            return await ServeAsync(context, options, taken.Announce, cancel);

        Console.WriteLine(holder switch
        {
            { Address: { } address } => $"CaseFlow is already running at {address} (process {holder.ProcessId}).",
            { } => $"CaseFlow is already being started by process {holder.ProcessId}.",
            null => "CaseFlow is already being started or stopped by another process.",
        });
        return ExitCodes.AlreadyServing;
    }

    private static async Task<int> ServeAsync(VerbContext context, ServeOptions options, Action<string> announce, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // A closed terminal ends the server as cleanly as Ctrl-C does; left alone, the runtime ends at once.
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });

        RequireListenable(options.Urls);
        await using var database = await context.OpenDatabaseAsync(stop.Token);
        await using var app = CaseFlowHost.Build(options, database.ConnectionString);
        await app.Services.PrepareDatabaseAsync(stop.Token);
        await FirstAdministratorAsync(app.Services, stop.Token);
        if (options.LoadDemo)
            await LoadDemoOnceAsync(context, app.Services, stop.Token);
        try
        {
            await app.StartAsync(stop.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidOperationException)
        {
            throw new ExplainedException($"CaseFlow cannot listen on {options.Urls}: {fault.Message}", fault);
        }

        var addresses = string.Join(" and ", app.Urls);
        announce(addresses);
        Console.WriteLine($"CaseFlow is ready at {addresses} (Ctrl-C stops it)");

        var watch = database.Embedded?.KeepRunningAsync(stop.Token) ?? Task.CompletedTask;
        await app.WaitForShutdownAsync(stop.Token);
        context.Say("Stopping ...");
        await stop.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCodes.Done;
    }

    // Before anything is started, because a host that cannot listen logs its stack traces before we can explain.
    private static void RequireListenable(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            var address = Parse(url);
            if (address?.Scheme is not ("http" or "https"))
                throw new ExplainedException($"'{url}' is not an address to listen on. One looks like http://127.0.0.1:{FirstPort}.");
            if (address.Port != 0 && !address.IsUnixPipe && !Ports.IsFree(address.Port))
                throw new ExplainedException($"CaseFlow cannot listen on {url}: another program uses port {address.Port}, or this user may not. Choose another with --urls.");
        }
    }

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The console alone gets the password, once: no log does.</summary>
    private static async Task FirstAdministratorAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<FirstAccounts>().CreateAdministratorAsync(cancel) is { } password)
            Console.WriteLine($"Sign in as {FirstAccounts.Administrator} with the one-time password {password}");
    }

    private static async Task LoadDemoOnceAsync(VerbContext context, IServiceProvider services, CancellationToken cancel)
    {
        var demo = services.GetRequiredService<DemoLoader>();
        if (!await demo.IsOwedAsync(cancel)) return;
        context.Say("Loading the demo ...");
        await demo.LoadAsync(cancel);
        await services.GetRequiredService<DemoInspections>().LoadAsync(cancel);
        await services.GetRequiredService<DemoMeetings>().LoadAsync(cancel);
        await services.GetRequiredService<DemoDefinitions>().LoadAsync(cancel);
        await services.GetRequiredService<DemoWarnings>().LoadAsync(cancel);
        await services.GetRequiredService<DemoEmergencies>().LoadAsync(cancel);
        await services.GetRequiredService<DemoSeries>().LoadAsync(RoamingStory.First, cancel);
        await services.GetRequiredService<DemoReminders>().LoadAsync(cancel);
        await services.GetRequiredService<DemoAutumn>().LoadAsync(cancel);
        await DemoAccounts.CreateAsync(services.GetRequiredService<FirstAccounts>(), cancel);
        context.Say($"The demo has accounts for every role, such as {DemoAccounts.Lead}, with the password {DemoAccounts.Password}. It is no place for real customers.");
    }

    private static int NextFreePort() => Enumerable.Range(FirstPort, 100).FirstOrDefault(Ports.IsFree, FirstPort);
}
