package site

import "testing"

func TestHomeIsWhereTheWorkIs(t *testing.T) {
	s := newSite(t)
	s.signIn(socialWorker).get("/").to("/my-referrals")
	s.signIn(therapist).get("/").to("/worklist")
	s.signIn(operator).get("/").to("/operations")
	s.nobody().get("/").to("/sign-in?to=%2F")
}
