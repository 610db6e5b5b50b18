using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Tables of constants that are made from each other must come out whole whichever of them is used first.</summary>
public sealed class FirstUseTests
{
    private static readonly string[] Ours = ["CaseFlow.Server", "CaseFlow.Domain", "CaseFlow.EventStore"];

    [Fact]
    public void Every_type_can_be_the_first_that_is_used()
    {
        var failed = new List<string>();
        var types = Assembly.Load("CaseFlow.Server").GetTypes().Where(type => type is { TypeInitializer: not null, ContainsGenericParameters: false }).Select(type => type.FullName!).ToList();
        Assert.True(types.Count > 100, $"{types.Count} types with constants were found.");
        foreach (var name in types)
        {
            var fresh = new Fresh();
            try
            {
                RuntimeHelpers.RunClassConstructor(fresh.LoadFromAssemblyName(new("CaseFlow.Server")).GetType(name, throwOnError: true)!.TypeHandle);
            }
            catch (TypeInitializationException failure)
            {
                failed.Add($"{name}: {failure.InnerException}");
            }

            fresh.Unload();
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    /// <summary>Our assemblies once more, with none of their types used yet.</summary>
    private sealed class Fresh() : AssemblyLoadContext("fresh", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Ours.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll")) : null;
    }
}
