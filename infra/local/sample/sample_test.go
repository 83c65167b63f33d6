package sample_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/infra/local/sample"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

func newSystem(t testing.TB, now func() time.Time) *local.System {
	t.Helper()
	system, err := local.New(context.Background(), local.Options{
		URL: "http://localhost:8080", Assets: "../../npm/dist", Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatalf("%v (make assets makes the style sheet)", err)
	}
	t.Cleanup(func() { _ = system.Close() })
	return system
}

// The sample fills every list, ends at the present, and leaves a system in which
// everything holds that always must.
func TestSampleFillsTheLists(t *testing.T) {
	friday := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	system := newSystem(t, func() time.Time { return friday })
	laid, err := sample.Fill(t.Context(), system)
	if err != nil || laid != sample.Cases {
		t.Fatalf("laid down %d cases: %v", laid, err)
	}
	if now := system.Cloud.Now(); !now.Equal(friday) {
		t.Errorf("afterwards it is %s", now)
	}
	store := system.Store()
	for team, lists := range map[referral.Team][]casestore.List{
		referral.OccupationalTherapyTeam: {casestore.ListWaiting, casestore.ListClaimed, casestore.ListReview},
		referral.TrustedAssessorTeam:     {casestore.ListWaiting, casestore.ListClaimed, casestore.ListReview},
		referral.ActivityTeam:            {casestore.ListWaiting, casestore.ListClaimed, casestore.ListArranging},
		referral.DigitalInclusionTeam:    {casestore.ListWaiting, casestore.ListReview},
		referral.InstallationTeam:        {casestore.ListArranging},
	} {
		for _, list := range lists {
			if n, err := store.Count(t.Context(), casestore.Browse{Team: team, List: list}); err != nil || n == 0 {
				t.Errorf("the list %s of %s has %d (%v)", list, team, n, err)
			}
		}
	}
	planned := 0
	for _, p := range system.Staff {
		held, err := store.Mine(t.Context(), p.ID, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range held.Entries {
			planned += len(e.Planned())
		}
	}
	if planned == 0 {
		t.Error("no visit is planned")
	}
	approvals := 0
	for _, team := range referral.Teams() {
		n, err := store.Count(t.Context(), casestore.Browse{Team: team, List: casestore.ListApproval})
		if err != nil {
			t.Fatal(err)
		}
		approvals += n
	}
	if approvals == 0 {
		t.Error("no decision waits for approval")
	}
	twelveMonths(t, store, waits.Date(friday))
	if err := system.Cloud.Advance(t.Context(), invariant.Quiet); err != nil {
		t.Fatal(err)
	}
	for _, v := range invariant.Check(t.Context(), system, invariant.Options{}) {
		t.Error(v)
	}
	if again, err := sample.Fill(t.Context(), system); again != 0 || err != nil {
		t.Errorf("filled again: %d, %v", again, err)
	}
}

// twelveMonths holds that there is something to see of the last year, in every team:
// every quarter something came and was reached, some of it late, clocks were stopped,
// and several people have work.
func twelveMonths(t *testing.T, store *casestore.Store, today referral.Date) {
	t.Helper()
	start, _ := today.In(workingtime.London())
	for _, team := range referral.Teams() {
		book, err := store.Waits(t.Context(), team, waits.Date(start.AddDate(-1, 0, 0)))
		if err != nil {
			t.Fatal(err)
		}
		for quarter := range 4 {
			from, to := waits.Date(start.AddDate(0, 3*(quarter-4), 0)), waits.Date(start.AddDate(0, 3*(quarter-3), 0))
			sum := waits.Sum(book.Between(from, to))
			if sum.Under("came").Sum() == 0 {
				t.Errorf("%s: nothing came from %s to %s", team, from, to)
			}
		}
		sum := waits.Sum(book.Days)
		if sum.Under("late").Sum() == 0 || sum.Took(waits.InPlace).Number() == 0 {
			t.Errorf("%s: in the year there was %v", team, sum)
		}
		if team == referral.OccupationalTherapyTeam || team == referral.TrustedAssessorTeam {
			if stood := sum.StoodStill(referral.Asked).Number() + sum.StoodStill(referral.Held).Number(); stood == 0 || sum.Took(waits.Assessed).Number() < 30 {
				t.Errorf("%s: %d clocks ran again, %d were assessed", team, stood, sum.Took(waits.Assessed).Number())
			}
			colleagues, err := store.Colleagues(t.Context(), team)
			if err != nil {
				t.Fatal(err)
			}
			busy := 0
			for _, c := range colleagues {
				if held, err := store.Mine(t.Context(), c.ID, "", 10); err == nil && len(held.Entries) > 0 {
					busy++
				}
			}
			if busy < 2 {
				t.Errorf("%s: %d people have work", team, busy)
			}
		}
	}
}

// BenchmarkFill is the wait of whoever starts an empty system.
func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		if _, err := sample.Fill(context.Background(), newSystem(b, time.Now)); err != nil {
			b.Fatal(err)
		}
	}
}
