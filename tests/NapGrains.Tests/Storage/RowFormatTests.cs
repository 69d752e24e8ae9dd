using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains.Delivery;
using NapGrains.Server.Storage;
using Orleans.Serialization;

namespace NapGrains.Tests.Storage;

public sealed class RowFormatTests
{
    [Fact]
    public void A_row_starts_with_its_mark_and_names_no_types()
    {
        Assert.Equal(
            """{"unsent":true,"state":{"text":"ə İ ı","lines":[{"number":1,"text":"a"}],"counts":{"Urgent":3},"kind":"Urgent"}}""",
            Text(new Row<Note>
            {
                Unsent = true,
                State = new Note("ə İ ı", [new NoteLine(1, "a")], ImmutableDictionary<NoteKind, int>.Empty.Add(NoteKind.Urgent, 3), NoteKind.Urgent),
            }));
        Assert.StartsWith("""{"unsent":false,"state":{""", Text(new Row<Note> { State = new Note("") }), StringComparison.Ordinal);
        Assert.Equal("""{"unsent":false}""", Text(new Row<Note>()));
    }

    [Fact]
    public void Only_the_mark_of_the_row_itself_makes_it_unsent()
    {
        Assert.True(IsUnsent(new Row<Note> { Unsent = true }));
        Assert.False(IsUnsent(new Row<Note> { State = new Note("{\"unsent\":true") }));
        Assert.False(RowSerializer.IsUnsent([]));
    }

    [Fact]
    public void An_array_never_initialised_can_be_stored()
    {
        var serializer = new RowSerializer(NapJson.Options);

        var read = serializer.Deserialize<Row<Note>>(serializer.Serialize(new Row<Note> { State = new Note("text") }))!;

        Assert.True(read.State!.Lines.IsDefault);
        Assert.Equal("text", read.State.Text);
    }

    [Fact]
    public void A_failure_of_the_store_reaches_another_process_with_its_message()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var copy = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new StoreException("what to do", new IOException("why"))));

        Assert.Equal("what to do", Assert.IsType<StoreException>(copy).Message);
    }

    private static string Text(Row<Note> row) => JsonSerializer.Serialize(row, NapJson.Options);

    private static bool IsUnsent(Row<Note> row) => RowSerializer.IsUnsent(Encoding.UTF8.GetBytes(Text(row)));
}
