namespace NapGrains.Grains.Delivery;

/// <summary>The grain storage that every grain of the service uses.</summary>
public static class NapStorage
{
    /// <summary>Name under which the storage is registered: <c>[PersistentState("measure", NapStorage.Name)]</c>.</summary>
    public const string Name = "nap";
}
