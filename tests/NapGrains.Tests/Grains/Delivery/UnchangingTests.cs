using System.Text.Json;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>A part of a row that never changes is stored as what it is, and made into JSON once.</summary>
public sealed class UnchangingTests
{
    [Fact]
    public void It_is_stored_and_read_as_its_value()
    {
        var row = JsonSerializer.Serialize(new Row<Parts> { State = new([new(new("ə", 1)), new(new("b", 2))]) }, NapJson.Options);

        Assert.Equal("""{"unsent":false,"state":{"held":[{"name":"ə","number":1},{"name":"b","number":2}]}}""", row);
        Assert.Equal([new("ə", 1), new("b", 2)], JsonSerializer.Deserialize<Row<Parts>>(row, NapJson.Options)!.State!.Held.Select(part => part.Value));
    }

    [Fact]
    public void However_often_the_row_is_written_its_value_is_looked_at_once()
    {
        var counted = new Counted();
        var part = new Unchanging<Counted>(counted);

        Assert.Equal("""{"looks":1}""", JsonSerializer.Serialize(part, NapJson.Options));
        Assert.Equal("""{"looks":1}""", JsonSerializer.Serialize(part, NapJson.Options));
    }

    private sealed record Part(string Name, int Number);

    private sealed record Parts(Unchanging<Part>[] Held);

    private sealed class Counted
    {
        private int _looks;

        public int Looks => ++_looks;
    }
}
