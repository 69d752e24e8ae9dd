using System.Globalization;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Notices;

namespace NapGrains.Gateway.Schema.Notices;

/// <summary>Lists of an agency's notices.</summary>
internal static class NoticeLists
{
    /// <summary>A page of an agency's notices.</summary>
    /// <exception cref="GraphQLError">They are not the caller's to read, or the cursor is not one of this list.</exception>
    public static async Task<NoticeConnection?> Of(Viewpoint from, RegisterSnapshot register, string agency, int? first, string? after)
    {
        var actor = from.Actor;
        if (!actor.MayReadNoticesOf(agency, register.View.Jurisdiction))
        {
            throw actor.Roles.IsEmpty
                ? RequestErrors.Unauthenticated()
                : RequestErrors.Forbidden($"Only a reporter of {agency} and the secretariat may read its notices.");
        }

        var page = await from.Grains.GetGrain<INoticesGrain>(GrainKeys.Notices(agency)).Read(actor, Number(agency, after), Paging.Size(first));
        var items = new List<(string, NoticeObject)>(page.Notices.Length);
        foreach (var notice in page.Notices)
        {
            if (await from.Plan(notice.Plan) is { } scope)
            {
                var item = new NoticeObject(scope, agency, notice);
                items.Add((item.Key, item));
            }
        }

        return new(items, page.Total, page.HasBefore, page.HasAfter);
    }

    /// <summary>What a notice's cursor holds.</summary>
    public static string Key(string agency, long number) => string.Create(CultureInfo.InvariantCulture, $"{GrainKeys.Notices(agency)}#{number}");

    private static long Number(string agency, string? after) =>
        after is null ? 0
        : NodeId.Key(after)?.Split('#') is [var key, var number] && key == GrainKeys.Notices(agency)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
        : throw RequestErrors.BadUserInput("The cursor in `after` is not one of this list; send an endCursor or an edge's cursor of the same list.");
}
