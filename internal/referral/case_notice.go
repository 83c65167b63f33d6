package referral

import "slices"

// wholeNotices returns who must hear of an event about the whole case. Strands are
// all of the case's, as they are after it.
func wholeNotices(c Case, e Event, strands []Strand) []Notice {
	touched := slices.DeleteFunc(slices.Clone(strands), func(s Strand) bool { return !slices.Contains(e.Touched, s.Kind) })
	switch e.Name {
	case Answer{}.Name():
		var notices []Notice
		for _, s := range touched {
			if s.State == Waiting && answerOf(e).madeUrgent(s.Kind) {
				notices = append(notices, Notice{Type: NoticeUrgent, To: ToTeam(s.Team), Strand: s.Kind})
			}
		}
		return notices
	case RecordDeath{}.Name():
		notices := staff(c, e, NoticeDied, touched)
		for _, s := range touched {
			if s.State == Collecting {
				notices = append(notices, Notice{Type: NoticeCollect, To: ToTeam(s.Team), Strand: s.Kind})
			}
		}
		return notices
	case CheckDeath{}.Name():
		open := slices.DeleteFunc(slices.Clone(strands), func(s Strand) bool { return s.State.Final() })
		return slices.DeleteFunc(staff(c, e, NoticeCheckDeath, open), func(n Notice) bool { return n.To == ToReferrer })
	case MarkError{}.Name():
		return staff(c, e, NoticeError, touched)
	case Restore{}.Name():
		return staff(c, e, NoticeRestored, touched)
	}
	return nil
}

// answerOf returns the answers of an event, whether it has just happened or was read.
func answerOf(e Event) Answer {
	switch a := e.Change.(type) {
	case Answer:
		return a
	case *Answer:
		return *a
	}
	return Answer{}
}

// staff tells the referrer, and of each strand whoever has it or, where nobody has,
// its team; each of them once, and nobody of what they did themselves.
func staff(c Case, e Event, notice string, strands []Strand) []Notice {
	var notices []Notice
	told := map[string]bool{e.By.ID: true}
	tell := func(who string, to Recipient) {
		if !told[who] {
			told[who] = true
			notices = append(notices, Notice{Type: notice, To: to})
		}
	}
	tell(c.Referrer.ID, ToReferrer)
	for _, s := range strands {
		switch {
		case s.Holder != nil:
			tell(s.Holder.ID, ToHolderOf(s.Kind))
		case s.Team != "":
			tell(string(s.Team), ToTeam(s.Team))
		}
		if s.Suspension != nil && s.Suspension.State == Arranging {
			tell(string(s.Suspension.Team), ToTeam(s.Suspension.Team))
		}
	}
	return notices
}

// reopened tells the referrer, the team, and whoever had the strand before.
func reopened(c Case, s Strand, e Event) []Notice {
	var notices []Notice
	if c.Referrer.ID != e.By.ID {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToReferrer})
	}
	if s.Team != "" {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToTeam(s.Team)})
	}
	if had := s.HadBefore(); had != nil && had.ID != e.By.ID && had.ID != c.Referrer.ID {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToHadBefore})
	}
	return notices
}
