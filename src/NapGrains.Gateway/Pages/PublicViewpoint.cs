using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains;

namespace NapGrains.Gateway.Pages;

/// <summary>From where every page sees the system: as somebody without a token, whoever asks.</summary>
internal sealed class PublicViewpoint(PlanViews views, IGrainFactory grains, TimeProvider time)
{
    public Viewpoint From { get; } = new(views, grains, time, Actor.Anonymous);
}
