using NapGrains.Grains.History;

namespace NapGrains.Tests.Grains.History;

/// <summary>The root is that of RFC 6962; the expected ones were computed with another implementation.</summary>
public sealed class MerkleTreeTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("a", "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c")]
    [InlineData("a b", "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb")]
    [InlineData("a b c", "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1")]
    [InlineData("a b c d e f g", "4ae191939f548d9934740b88dea2c5cb89bb8870fc4505cd79dec6bbfaaee9cb")]
    public void The_root_of_leaves(string leaves, string expected) =>
        Assert.Equal(expected, MerkleTree.Root(leaves.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Every_leaf_and_its_place_count()
    {
        var root = MerkleTree.Root(["a", "b", "c"]);
        Assert.NotEqual(root, MerkleTree.Root(["a", "c", "b"]));
        Assert.NotEqual(root, MerkleTree.Root(["a", "b"]));
        Assert.NotEqual(root, MerkleTree.Root(["a", "b", "c", "c"]));
    }
}
