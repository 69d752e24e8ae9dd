namespace NapGrains.Grains;

/// <summary>An agency's role on a measure.</summary>
public enum ExecutorRole
{
    /// <summary>Named as a main executor.</summary>
    Lead,
    /// <summary>Named among the other executors.</summary>
    Other,
    /// <summary>Reports without being a named executor.</summary>
    Reporter,
}

/// <summary>Why an agency reports on a measure.</summary>
public enum Duty
{
    /// <summary>The plan names it.</summary>
    Named,
    /// <summary>A lead handed the measure on to it.</summary>
    Delegated,
    /// <summary>The secretariat named it as a member of a collective executor.</summary>
    Member,
    /// <summary>It reports without being obliged to.</summary>
    Voluntary,
}

/// <summary>Kind of a body.</summary>
public enum AgencyKind
{
    /// <summary>One body.</summary>
    Agency,
    /// <summary>Bodies that are not named one by one, such as “relevant state bodies”.</summary>
    Collective,
}

/// <summary>State of one agency's report on one measure in one period.</summary>
public enum ReportState
{
    /// <summary>Nothing is asked of this agency in this period.</summary>
    NotRequested,
    /// <summary>A report is awaited and there is none yet.</summary>
    Expected,
    /// <summary>Begun, seen by its agency and the secretariat only.</summary>
    Draft,
    /// <summary>Handed in, not yet looked at.</summary>
    Submitted,
    /// <summary>Sent back with a reason.</summary>
    Returned,
    /// <summary>Taken and published.</summary>
    Accepted,
}

/// <summary>What an agency claims of its own progress, from worst to best.</summary>
public enum Claim
{
    /// <summary>Work has not begun.</summary>
    NotStarted,
    /// <summary>Some work is done.</summary>
    Limited,
    /// <summary>Most work is done.</summary>
    Substantial,
    /// <summary>All work is done.</summary>
    Complete,
}

/// <summary>The secretariat's verdict on a measure.</summary>
public enum MeasureStatus
{
    /// <summary>No verdict yet.</summary>
    Unassessed,
    /// <summary>Due in a later year.</summary>
    Scheduled,
    /// <summary>Should have begun and has not.</summary>
    NotStarted,
    /// <summary>Under way.</summary>
    InProgress,
    /// <summary>Done in part.</summary>
    PartiallyImplemented,
    /// <summary>Done.</summary>
    Implemented,
    /// <summary>Not done and no longer under way.</summary>
    NotImplemented,
    /// <summary>Taken out of the plan by an amendment.</summary>
    Withdrawn,
}

/// <summary>Where a measure or a report stands against its deadline; computed from dates and the clock.</summary>
public enum Timeliness
{
    /// <summary>It has no date.</summary>
    Undated,
    /// <summary>Its time has not come.</summary>
    NotYetOpen,
    /// <summary>Its time has come and its deadline is more than 30 days away.</summary>
    Open,
    /// <summary>Its deadline is at most 30 days away.</summary>
    DueSoon,
    /// <summary>Its deadline has passed and it is not done.</summary>
    Overdue,
    /// <summary>Done by its deadline.</summary>
    OnTime,
    /// <summary>Done after its deadline.</summary>
    Late,
}
