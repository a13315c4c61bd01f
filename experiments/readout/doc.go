// Package readout says what check-ins can and cannot yet tell about a signal: an
// estimate, an interval that stays honest however often one looks, and the
// chances that the signal is better than before and where it was hoped to be.
//
// It is pure: the same readings give the same readout. Methods and their sources:
//
//   - A share (hits of n) has a Beta posterior under Jeffreys' prior, Beta(½, ½):
//     L. D. Brown, T. T. Cai, A. DasGupta, "Interval Estimation for a Binomial
//     Proportion", Statistical Science 16 (2001).
//   - A mean (n, mean, standard deviation) has Student's t with n-1 degrees of
//     freedom. Means of several check-ins are pooled as in T. F. Chan,
//     G. H. Golub, R. J. LeVeque, "Algorithms for Computing the Sample Variance",
//     The American Statistician 37 (1983).
//   - Who looks every day finds something by chance sooner or later. So the
//     intervals are repeated confidence intervals (C. Jennison, B. W. Turnbull,
//     "Interim Analyses: The Repeated Confidence Interval Approach", JRSS B 51,
//     1989): at every look each is as much wider as keeps the chance that any of
//     them misses the truth at 5 % over the whole plan. How much wider follows
//     K. K. G. Lan, D. L. DeMets, "Discrete Sequential Boundaries for Clinical
//     Trials", Biometrika 70 (1983), with their spending function of the
//     O'Brien-Fleming type: wide at first, nearly the usual interval at the end.
//   - The size of the plan is what tells the target from the baseline with 80 %
//     power: J. L. Fleiss, "Statistical Methods for Rates and Proportions", 2.2.
//
// The chances are posterior probabilities, which looking does not change.
package readout
