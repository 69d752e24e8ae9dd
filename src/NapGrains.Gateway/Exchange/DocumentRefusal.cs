using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Grains;

namespace NapGrains.Gateway.Exchange;

/// <summary>A document is refused; nothing of it is stored.</summary>
internal sealed class DocumentRefusal : RefusalException
{
    private const int MostInMessage = 20;

    public DocumentRefusal(DocumentRefusedException refused)
        : this(Listed(refused.Faults), refused.Faults) { }

    /// <summary>Refuses a document for one reason.</summary>
    public DocumentRefusal(string message)
        : this(message, [new(0, message)]) { }

    private DocumentRefusal(string message, ImmutableArray<DocumentFault> faults)
        : base("DOCUMENT_REFUSED", message) => Faults = faults;

    /// <summary>Everything that is wrong, in the order of the document.</summary>
    public ImmutableArray<DocumentFault> Faults { get; }

    private static string Listed(ImmutableArray<DocumentFault> faults) => string.Join(
        Environment.NewLine,
        faults.Take(MostInMessage).Select(fault => fault.ToString())
            .Concat(faults.Length > MostInMessage ? [$"and {faults.Length - MostInMessage} more: `faults` lists them"] : []));
}
