"""Ways of stating a figure, one file each; what is counted is data in patterns/."""
