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
		referral.InstallationTeam:        {casestore.ListArranging},
	} {
		for _, list := range lists {
			if n, err := store.Count(t.Context(), casestore.Browse{Team: team, List: list}); err != nil || n == 0 {
				t.Errorf("the list %s of %s has %d (%v)", list, team, n, err)
			}
		}
	}
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

// BenchmarkFill is the wait of whoever starts an empty system.
func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		if _, err := sample.Fill(context.Background(), newSystem(b, time.Now)); err != nil {
			b.Fatal(err)
		}
	}
}
