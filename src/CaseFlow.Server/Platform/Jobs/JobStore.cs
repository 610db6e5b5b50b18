using Npgsql;
using Quartz;

namespace CaseFlow.Server.Platform.Jobs;

/// <summary>Jobs that survive a crash: Quartz on our database, shared by all servers that use it.</summary>
public static class JobStore
{
    /// <summary>The name under which Quartz's rows stand; all servers of a database share it.</summary>
    public const string SchedulerName = "caseflow";

    /// <summary>The files of Quartz's tables, in the order in which they depend on each other.</summary>
    /// <remarks>The columns are those that Quartz 4.7 checks for at start; a newer Quartz says at start which are missing.</remarks>
    public static IReadOnlyList<string> Files { get; } =
    [
        "qrtz_job_details.sql", "qrtz_triggers.sql", "qrtz_simple_triggers.sql", "qrtz_cron_triggers.sql", "qrtz_simprop_triggers.sql",
        "qrtz_blob_triggers.sql", "qrtz_calendars.sql", "qrtz_paused_trigger_grps.sql", "qrtz_paused_job_grps.sql",
        "qrtz_fired_triggers.sql", "qrtz_scheduler_state.sql", "qrtz_locks.sql",
    ];

    /// <summary>Adds the scheduler; it starts with the web application, and not in verbs that only use it to set alarms.</summary>
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<Alarms>();
        services.AddSingleton<System.Data.Common.DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = SchedulerName;
                // An alarm that another process sets is noticed within this time; one set here at once.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "qrtz_";
                    // What a job is given is text: ids, never personal data, and readable in the table.
                    options.StoreJobDataAsStrings = true;
                    // Without it, alarms that ring and alarms that are set anew at the same time wait for one another, and one of them has to begin again.
                    options.AcquireTriggersWithinLock = true;
                    // What was slept through, while the database was away for example, is noticed within this time.
                    options.MisfireHandlerFrequency = TimeSpan.FromSeconds(10);
                    // A database that was restarted is used again within seconds.
                    options.DbRetryInterval = TimeSpan.FromSeconds(2);
                });
            });
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }
}
