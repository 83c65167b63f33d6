package site_test

import (
	"testing"

	"assistive-referrals/infra/local/webtest"
)

func TestHomeIsWhereTheWorkIs(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.SocialWorker).Get("/").To("/my-referrals")
	s.SignIn(webtest.Therapist).Get("/").To("/worklist")
	s.SignIn(webtest.Operator).Get("/").To("/operations")
	s.Nobody().Get("/").To("/sign-in?to=%2F")
}
