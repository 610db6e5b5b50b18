using CaseFlow.EventStore.Sealing;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.EventStore.Tests.Sealing;

public sealed class AnyMerkleTree
{
    private sealed record Tree(byte[][] Leaves, int Index, int Other);

    private static readonly Gen<Tree> AnyTree =
        from count in Gen.Choose(1, 130)
        from index in Gen.Choose(0, count - 1)
        from other in Gen.Choose(0, count - 1)
        from salt in Gen.Choose(0, 1_000_000)
        select new Tree([.. Enumerable.Range(0, count).Select(leaf => MerkleTree.Leaf(BitConverter.GetBytes(((long)salt << 32) + leaf)))], index, other);

    [Fact]
    public void Has_a_path_from_each_leaf_to_its_root() => Each(tree =>
        MerkleTree.RootOf(tree.Leaves[tree.Index], tree.Index, tree.Leaves.Length, MerkleTree.Path(tree.Leaves, tree.Index)).AsSpan().SequenceEqual(MerkleTree.Root(tree.Leaves)));

    [Fact]
    public void Has_no_path_from_a_leaf_at_another_place() => Each(tree =>
        tree.Index == tree.Other ||
        !(MerkleTree.RootOf(tree.Leaves[tree.Index], tree.Other, tree.Leaves.Length, MerkleTree.Path(tree.Leaves, tree.Other)) ?? []).AsSpan().SequenceEqual(MerkleTree.Root(tree.Leaves)));

    [Fact]
    public void Has_another_root_when_a_leaf_differs() => Each(tree =>
    {
        byte[][] changed = [.. tree.Leaves];
        changed[tree.Index] = MerkleTree.Leaf([1]);
        return !MerkleTree.Root(changed).AsSpan().SequenceEqual(MerkleTree.Root(tree.Leaves));
    });

    [Fact]
    public void Has_another_root_when_two_leaves_change_places() => Each(tree =>
    {
        byte[][] changed = [.. tree.Leaves];
        (changed[tree.Index], changed[tree.Other]) = (changed[tree.Other], changed[tree.Index]);
        return tree.Index == tree.Other || !MerkleTree.Root(changed).AsSpan().SequenceEqual(MerkleTree.Root(tree.Leaves));
    });

    [Fact]
    public void Takes_no_path_that_is_cut_short() => Each(tree =>
    {
        var path = MerkleTree.Path(tree.Leaves, tree.Index);
        return path.Count == 0 || MerkleTree.RootOf(tree.Leaves[tree.Index], tree.Index, tree.Leaves.Length, [.. path.SkipLast(1)]) is null;
    });

    [Theory] // the published vectors of RFC 6962 implementations, over the entries "", 00, 10, 20 21, 30 31, 40 41 42 43, ...
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Is_that_of_the_standard(int leaves, string root)
    {
        string[] entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root([.. entries.Take(leaves).Select(entry => MerkleTree.Leaf(Convert.FromHexString(entry)))])));
    }

    private static void Each(Func<Tree, bool> holds) => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnyTree.ToArbitrary(), holds));
}
