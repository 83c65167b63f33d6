package referral

import "time"

// DeathNotice returns the change by which a case hears of what another records of the
// person's death: the death itself or, where it is not sure that they are the same
// person, that somebody must check; or that it was recorded in error. It is nil if
// there is nothing to hear. It is for the system, which makes it.
func (r Rules) DeathNotice(c Case, strands []Strand, from Case, sure bool, at time.Time) CaseChange {
	switch {
	case c.deathApplied(from.Reference, from.Deaths) || c.InError():
		return nil
	case from.Died == nil:
		if !c.deathIsFrom(from.Reference) {
			return nil
		}
		return r.Restore(Restore{Of: Died, Reason: "Another team recorded it in error.",
			From: from.Reference, Number: from.Deaths}, strands, at)
	case c.Died != nil:
		return nil
	case sure:
		return r.RecordDeath(RecordDeath{On: from.Died.On, ToldBy: from.Died.ToldBy, From: from.Reference, Number: from.Deaths}, at)
	case !anyOpen(strands):
		return nil
	}
	return CheckDeath{On: from.Died.On, From: from.Reference, Number: from.Deaths}
}
