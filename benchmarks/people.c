/* The people's kernels in C: the same operations in the same order as sim/people/compiled.py, so the same bits.
 *
 * gcc -O3 -march=native -ffp-contract=off: contraction to fused multiply-add would change the last bit. gcc by itself
 * finds no good code for Philox' 32 x 32 -> 64 bit multiplications, so BY_HAND names the processor's own instruction for it.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define TRIANGLE_SD 0x1.a20b06p+6f /* sqrt((256^2 - 1) / 6) */
#define LANES 4

typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

#if defined(BY_HAND) && defined(__AVX2__)
#include <immintrin.h>
#define MULTIPLY(constant, x) ((lanes)_mm256_mul_epu32(_mm256_set1_epi64x(constant), (__m256i)(x)))
#else
#define MULTIPLY(constant, x) ((constant) * ((x) & 0xFFFFFFFF))
#endif

/* Words of Philox4x32-10 for LANES of the blocks named, written to words[0..3][place..]. */
static inline void philox(const uint64_t *named, long place, uint64_t world, uint64_t week, uint64_t channel, const uint64_t *key,
                          uint32_t *words, long blocks)
{
    const uint64_t *block = named + place;
    lanes c0 = {block[0], block[1], block[2], block[3]}, c1 = world + (lanes){0}, c2 = week + (lanes){0}, c3 = channel + (lanes){0};
    uint64_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        lanes p0 = MULTIPLY(0xD2511F53ull, c0), p1 = MULTIPLY(0xCD9E8D57ull, c2);
        c0 = (p1 >> 32) ^ c1 ^ k0;
        c1 = p1;
        c2 = (p0 >> 32) ^ c3 ^ k1;
        c3 = p0;
        k0 = (k0 + 0x9E3779B9ull) & 0xFFFFFFFF;
        k1 = (k1 + 0xBB67AE85ull) & 0xFFFFFFFF;
    }
    for (int lane = 0; lane < LANES; lane++) {
        words[place + lane] = c0[lane];
        words[blocks + place + lane] = c1[lane];
        words[2 * blocks + place + lane] = c2[lane];
        words[3 * blocks + place + lane] = c3[lane];
    }
}

static uint64_t *every_block(long blocks)
{
    uint64_t *named = malloc(blocks * sizeof *named);
    for (long j = 0; j < blocks; j++)
        named[j] = j;
    return named;
}

static inline float triangle(uint32_t word) { return (float)(int32_t)((word & 255) + ((word >> 8) & 255)) - 255.0f; }

/* Draws of the people in the first `drawn` blocks named, or in a few more: blocks are a multiple of LANES. */
static void week_shocks(float *restrict shock, uint32_t *restrict words, const uint64_t *named, long drawn, long people, uint64_t world,
                        uint64_t week, uint64_t channel, const uint64_t *key, float spread)
{
    long blocks = people / 8;
    float scale = spread / TRIANGLE_SD;
    for (long j = 0; j < drawn; j += LANES)
        philox(named, j, world, week, channel, key, words, blocks);
    for (int w = 0; w < 4; w++)
        for (long j = 0; j < drawn; j++) {
            shock[2 * w * blocks + j] = triangle(words[w * blocks + j]) * scale;
            shock[(2 * w + 1) * blocks + j] = triangle(words[w * blocks + j] >> 16) * scale;
        }
}

#define PARTS 256   /* of the group that a soldier stands for */
#define ROUNDS 200 /* in which refusals spread */

static inline int32_t parts_above(float above, float steepness)
{
    /* cut as a whole number: the same parts, and gcc works on several soldiers at once */
    int32_t parts = (int32_t)(above * steepness + (PARTS / 2 + 0.5f));
    parts = parts > 0 ? parts : 0;
    return parts < PARTS ? parts : PARTS;
}

void people_lattice(float *out, long worlds, long people, double stride, const double *shift)
{
    for (long i = 0; i < worlds; i++)
        for (long p = 0; p < people; p++) {
            double place = (p + 0.5) * stride + shift[i];
            double rank = place - floor(place);
            rank = rank > 1e-6 ? rank : 1e-6;
            out[i * people + p] = (float)(rank < 1 - 1e-6 ? rank : 1 - 1e-6);
        }
}

void count_willing(const float *morale, const float *loyalty, const int64_t *rows, long worlds, long people, float loyalty_weight,
                   const float *threshold, float steepness, int32_t *willing)
{
    for (long i = 0; i < worlds; i++) {
        const float *own = morale + rows[i] * people, *bond = loyalty + rows[i] * people;
        float needed = threshold[i];
        int32_t count = 0;
        for (long p = 0; p < people; p++)
            count += parts_above(own[p] + loyalty_weight * bond[p] - needed, steepness);
        willing[i] = count;
    }
}

static double share_of_called(const float *restrict will, long people, double needed, float steepness, double called)
{
    float threshold = (float)needed;
    int32_t count = 0;
    for (long p = 0; p < people; p++)
        count += parts_above(will[p] - threshold, steepness);
    double share = count / (double)(PARTS * people);
    return (share < called ? share : called) / called;
}

void share_obeying(const float *morale, const float *loyalty, const int64_t *rows, long worlds, long people, float loyalty_weight,
                   const double *resistance, const double *risk, double called, double contagion, float steepness, double *obeying)
{
    float *will = malloc(people * sizeof *will);
    for (long i = 0; i < worlds; i++) {
        const float *own = morale + rows[i] * people, *bond = loyalty + rows[i] * people;
        for (long p = 0; p < people; p++)
            will[p] = own[p] + loyalty_weight * bond[p];
        double obey = share_of_called(will, people, resistance[i] + risk[i], steepness, called), before = 2;
        for (int round = 0; round < ROUNDS && obey != 1 && obey != before; round++) {
            double asked = contagion * (1 - obey) + risk[i];
            before = obey;
            obey = share_of_called(will, people, resistance[i] + asked, steepness, called);
        }
        obeying[i] = obey;
    }
    free(will);
}

void drift_morale(float *morale, const float *usual, const int64_t *rows, const uint64_t *numbers, long worlds, long people, long week,
                  long channel, const uint64_t *key, const float *change, float homing, float spread)
{
    float *shock = malloc(people * sizeof *shock);
    uint32_t *words = malloc(people / 8 * 4 * sizeof *words);
    uint64_t *named = every_block(people / 8);
    for (long i = 0; i < worlds; i++) {
        week_shocks(shock, words, named, people / 8, people, numbers[i], week, channel, key, spread);
        float *restrict own = morale + rows[i] * people;
        const float *restrict home = usual + rows[i] * people;
        float shared = change[i];
        for (long p = 0; p < people; p++) {
            float moved = own[p] + shared + homing * (home[p] - own[p]) + shock[p];
            moved = moved > 0.0f ? moved : 0.0f;
            own[p] = moved < 1.0f ? moved : 1.0f;
        }
    }
    free(shock);
    free(words);
    free(named);
}

void count_protesters(const float *grievance, const float *dislike, const float *risk_aversion, const int64_t *rows,
                      const uint64_t *numbers, long worlds, long people, long week, long channel, const uint64_t *key,
                      const float *conceded, const float *fear, const float *threshold, float spread, int32_t *protesters)
{
    long blocks = people / 8;
    float *shock = malloc(people * sizeof *shock), *anger = malloc(people * sizeof *anger), *angriest = malloc(blocks * sizeof *angriest);
    uint32_t *words = malloc(blocks * 4 * sizeof *words);
    uint64_t *named = every_block(blocks);
    float beyond = 255.0f * (spread / TRIANGLE_SD); /* as far as luck takes anybody */
    for (long i = 0; i < worlds; i++) {
        const float *own = grievance + rows[i] * people, *against = dislike + rows[i] * people;
        const float *caution = risk_aversion + rows[i] * people;
        float price = conceded[i], risk = fear[i], needed = threshold[i];
        for (long p = 0; p < people; p++)
            anger[p] = own[p] + against[p] * price - caution[p] * risk;
        for (long j = 0; j < blocks; j++) {
            float most = anger[j];
            for (int part = 1; part < 8; part++)
                most = anger[part * blocks + j] > most ? anger[part * blocks + j] : most;
            angriest[j] = most;
        }
        long found = 0;
        for (long j = 0; j < blocks; j++) {
            named[found] = j;
            found += angriest[j] + beyond > needed;
        }
        week_shocks(shock, words, named, found, people, numbers[i], week, channel, key, spread);
        int32_t count = 0;
        for (int part = 0; part < 8; part++)
            for (long j = 0; j < found; j++)
                count += anger[part * blocks + named[j]] + shock[part * blocks + j] > needed;
        protesters[i] = count;
    }
    free(shock);
    free(anger);
    free(angriest);
    free(words);
    free(named);
}
